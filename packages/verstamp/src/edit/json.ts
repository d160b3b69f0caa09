import { applyEdits, findNodeAtLocation, modify, parseTree, type Edit } from 'jsonc-parser';
import { isObject } from '../json.ts';

/** A place in a JSON document; `-1` stands behind the last entry of a list. */
export type JsonPath = ReadonlyArray<string | number>;

/** A value to set in a JSON file. */
export interface JsonEdit {
  /** Relative to the root of the workspace, with `/`. */
  readonly file: string;
  readonly path: JsonPath;
  readonly value: unknown;
}

/** Sets values in a JSON text and leaves all else as it is: comments, order, indentation. */
export function editJson(text: string, edits: ReadonlyArray<Pick<JsonEdit, 'path' | 'value'>>): string {
  return edits.reduce((edited, edit) => applyEdits(edited, [...planEdit(edited, edit)]), text);
}

function planEdit(text: string, { path, value }: Pick<JsonEdit, 'path' | 'value'>): readonly Edit[] {
  const isArrayInsertion = path.at(-1) === -1;
  // Where names are sorted, as package managers sort dependencies, a new one goes between them.
  const getInsertionIndex = (names: string[]): number =>
    names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name)
      ? names.filter((name) => name < String(path.at(-1))).length
      : names.length;
  const options = { isArrayInsertion, ...(isSorted(path) ? { getInsertionIndex } : {}) };
  if (!standsOnOneLine(text, path)) {
    return modify(text, [...path], value, { ...options, formattingOptions: detectFormat(text) });
  }
  // Formatting would spread what somebody wrote into one line.
  return modify(text, [...path], value, options).map((edit) =>
    Object.assign(edit, { content: spaceOut(edit, text, value) }),
  );
}

/** Puts blanks where people have them; the value itself stays as it is. */
function spaceOut({ offset, content }: Edit, text: string, value: unknown): string {
  const bare = JSON.stringify(value);
  const at = content.indexOf(bare);
  const [before, behind] = [content.slice(0, at), content.slice(at + bare.length)];
  // In front of the first there is no comma to take a blank after.
  const isFirst = behind.endsWith(',') && text.slice(offset - 1, offset + 1).endsWith(' ');
  const start = before.replace(/^,(?!\s)/, ', ').replace(/":$/, '": ');
  return (isFirst ? ' ' : '') + start + formatLine(value) + behind;
}

function isSorted(path: JsonPath): boolean {
  return path.length === 2 && /^(?:dev|peer|optional)?dependencies$/i.test(String(path[0]));
}

/** Tells whether what a value goes into is on one line, and holds something. */
function standsOnOneLine(text: string, path: JsonPath): boolean {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (!root) return false;
  const ancestors = path.map((_, depth) => findNodeAtLocation(root, path.slice(0, depth)));
  const node = ancestors.findLast((ancestor) => ancestor !== undefined);
  const inner = node ? text.slice(node.offset, node.offset + node.length) : '';
  return !inner.includes('\n') && (node?.children?.length ?? 0) > 0;
}

/** Writes a value into one line, with blanks where people have them. */
function formatLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => formatLine(entry)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${formatLine(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function detectFormat(text: string): {
  readonly insertSpaces: boolean;
  readonly tabSize: number;
  readonly eol: string;
} {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { insertSpaces: !indent.includes('\t'), tabSize: indent.length, eol };
}
