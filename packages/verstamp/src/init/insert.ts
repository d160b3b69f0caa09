import type { AnyNode, Program } from 'acorn';
import { listImports } from '../script/imports.ts';
import { parseScript } from '../script/parse.ts';
import { findPlugins, OUTSIDE_PLUGIN } from '../script/plugins.ts';
import { walk } from '../script/walk.ts';
import { findSlots, type Shape, type Slot } from './shape.ts';

/** Which plugin goes into which configuration. */
export interface PluginRequest extends Shape {
  /** @default 'verstamp()' */
  readonly call?: string;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds the plugin to a bundler's configuration; `undefined` where the file has no shape that is known, or already
 * means something else by the plugin's name.
 */
export function insertPlugin(
  text: string,
  { call = 'verstamp()', ...shape }: PluginRequest,
): string | undefined {
  const { bundler } = shape;
  const program = parseScript(text);
  const slots = program && findSlots(program, shape);
  if (!program || !slots || isTaken(program)) return undefined;
  const insertions = slots
    .map((slot) => insertCall(slot, text, call))
    .concat(insertImport(program, text, bundler));
  const edited = insertions
    // Lists that are named twice take one.
    .filter(({ at }, index) => insertions.findIndex((other) => other.at === at) === index)
    .toSorted((a, b) => b.at - a.at)
    .reduce(
      (changed, insertion) => changed.slice(0, insertion.at) + insertion.text + changed.slice(insertion.at),
      text,
    );
  const written = parseScript(edited);
  // What was written has to be what doctor and bundler will read.
  return written && findPlugins(written).loaded.includes(bundler) ? edited : undefined;
}

/** Writes the line that loads the plugin, as a file of this kind has it. */
export function formatImport(bundler: string, isCommon = false): string {
  const source = `'@verstamp/build/${bundler}'`;
  return isCommon ? `const verstamp = require(${source});` : `import verstamp from ${source};`;
}

function isTaken(program: Program): boolean {
  let taken = false;
  walk(program, (node) => {
    if (node.type === 'Identifier' && node.name === 'verstamp') taken = true;
  });
  return taken;
}

function insertCall(slot: Slot, text: string, call: string): Insertion {
  if (slot.kind === 'object') {
    const plugins = `plugins: [${call}]`;
    return insertProperty(
      slot.object,
      text,
      slot.holder === undefined ? plugins : `${slot.holder}: { ${plugins} }`,
    );
  }
  const elements = slot.list.elements.filter((element) => element !== null);
  const [first] = elements;
  const last = elements.at(-1);
  if (!first || !last) return { at: slot.list.start + 1, text: call };
  const isSpread = lineOf(text, first.start) !== lineOf(text, slot.list.start);
  const gap = isSpread ? `\n${indentOf(text, first.start)}` : ' ';
  const outside = elements.find((element) => OUTSIDE_PLUGIN.test(text.slice(element.start, element.end)));
  return outside ? { at: outside.start, text: `${call},${gap}` } : { at: last.end, text: `,${gap}${call}` };
}

function insertProperty(
  { start, end, properties }: Extract<Slot, { kind: 'object' }>['object'],
  text: string,
  property: string,
): Insertion {
  const [first] = properties;
  if (!first)
    return {
      at: start + 1,
      text: text.slice(start + 1, end - 1).trim() === '' ? ` ${property} ` : ` ${property}, `,
    };
  const isSpread = lineOf(text, first.start) !== lineOf(text, start);
  return { at: first.start, text: `${property},${isSpread ? `\n${indentOf(text, first.start)}` : ' '}` };
}

/** Behind the last import, or before everything but what has to stand first. */
function insertImport(program: Program, text: string, bundler: string): Insertion {
  const isCommon = isCommonScript(program);
  const last = program.body.findLast((statement) => isImport(statement, program, isCommon));
  const sample = last ? text.slice(last.start, last.end) : text;
  const plain = formatImport(bundler, isCommon);
  const quoted = /'/.test(sample) || !sample.includes('"') ? plain : plain.replaceAll("'", '"');
  const isBare = last !== undefined && !sample.endsWith(';');
  const line = isBare ? quoted.replace(/;$/, '') : quoted;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (last) return { at: last.end, text: `${end}${line}` };
  const [directive] = program.body;
  if (directive?.type === 'ExpressionStatement' && directive.directive !== undefined) {
    return { at: directive.end, text: `${end}${line}` };
  }
  const at = /^(?:#!.*\r?\n)?(?:\/\/.*\r?\n)*/.exec(text)?.[0].length ?? 0;
  return { at, text: `${line}${end}${end}` };
}

function isImport(statement: AnyNode, program: Program, isCommon: boolean): boolean {
  if (!isCommon) return statement.type === 'ImportDeclaration';
  return listImports({ ...program, body: [statement as Program['body'][number]] }).length > 0;
}

/** A script that exports with `module.exports` loads with `require`. */
function isCommonScript({ body }: Program): boolean {
  const isModule = body.some(({ type }) => /^(?:Import|Export)/.test(type));
  let requires = false;
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.type === 'Identifier' && (node.name === 'require' || node.name === 'module')) requires = true;
    });
  }
  return requires && !isModule;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function indentOf(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}
