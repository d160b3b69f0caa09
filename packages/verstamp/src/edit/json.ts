import { applyEdits, findNodeAtLocation, modify, parseTree, type Edit, type Node } from 'jsonc-parser';
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
  const container = findContainer(text, path);
  // A list of dependencies that is not there yet is no dependency itself.
  const isOrdered = container?.parent !== undefined && isSorted(path);
  const options = { isArrayInsertion, ...(isOrdered ? { getInsertionIndex } : {}) };
  if (!container?.children?.length) {
    return modify(text, [...path], value, { ...options, formattingOptions: detectFormat(text) });
  }
  // Formatting would spread what stands beside it, too.
  return modify(text, [...path], value, options).map((edit) =>
    Object.assign(edit, {
      content: standsOnOneLine(container, text)
        ? spaceOut(edit, text, value)
        : breakLine(edit, text, container),
    }),
  );
}

/** Finds what a value goes into, as far as that is there. */
function findContainer(text: string, path: JsonPath): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const ancestors = path.map((_, depth) => root && findNodeAtLocation(root, path.slice(0, depth)));
  return ancestors.findLast((ancestor) => ancestor !== undefined);
}

function standsOnOneLine({ offset, length }: Node, text: string): boolean {
  return !text.slice(offset, offset + length).includes('\n');
}

/** Gives an entry a line of its own, as those beside it have; a value in the place of another keeps its own. */
function breakLine({ content }: Edit, text: string, { offset, children }: Node): string {
  const { insertSpaces, tabSize, eol } = detectFormat(text);
  const last = children?.at(-1);
  const [, before = '', entry = '', behind = ''] = /^(,?)([^]*?)(,?)$/.exec(content) ?? [];
  const indent = /\n([ \t]*)$/.exec(text.slice(offset, last?.offset))?.[1] ?? '';
  const unit = insertSpaces ? tabSize : '\t';
  const spread = spreadEntry(entry, unit).replaceAll('\n', eol + indent);
  return before || behind ? `${before}${eol}${indent}${spread}${behind}` : spread;
}

/** Writes a value, or a name and its value, into lines. */
function spreadEntry(entry: string, unit: number | string): string {
  const named = /^("(?:[^"\\]|\\.)*"):([^]*)$/.exec(entry);
  const [key, value] = named ? [`${named[1]}: `, named[2] ?? ''] : ['', entry];
  return key + JSON.stringify(JSON.parse(value), undefined, unit);
}

function isSorted(path: JsonPath): boolean {
  return path.length === 2 && /^(?:dev|peer|optional)?dependencies$/i.test(String(path[0]));
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
