import type { Node, Program } from 'acorn';
import { parseScript } from '../script/parse.ts';
import { findPlugins, OUTSIDE_PLUGIN } from '../script/plugins.ts';
import { walk } from '../script/walk.ts';
import { insertImport } from './insert-import.ts';
import { behindComment, lineBreakOf, type Insertion } from './insertion.ts';
import { findSlots, type Shape, type Slot } from './shape.ts';

/** Which plugin goes into which configuration. */
export interface PluginRequest extends Shape {
  /** @default 'verstamp()' */
  readonly call?: string;
}

/**
 * Adds the plugin to a bundler's configuration; `undefined` if the file has no shape that is known, or already
 * means something else by the plugin's name.
 */
export function insertPlugin(
  text: string,
  { call = 'verstamp()', ...shape }: PluginRequest,
): string | undefined {
  const { bundler } = shape;
  const program = parseScript(text, { preserveParens: true });
  const slots = program && findSlots(program, shape);
  if (!program || !slots || isTaken(program)) return undefined;
  const calls = slots.flatMap((slot) => insertCall(slot, text, call));
  const usedAt = Math.min(...calls.map(({ at }) => at));
  const insertions = [...calls, insertImport(program, text, { bundler, usedAt })];
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

type Place = Pick<Node, 'start'>;

function isTaken(program: Program): boolean {
  let taken = false;
  walk(program, (node) => {
    if (node.type === 'Identifier' && node.name === 'verstamp') taken = true;
  });
  return taken;
}

function insertCall(slot: Slot, text: string, call: string): readonly Insertion[] {
  if (slot.kind === 'object') {
    const plugins = `plugins: [${call}]`;
    return [
      insertProperty(
        slot.object,
        text,
        slot.holder === undefined ? plugins : `${slot.holder}: { ${plugins} }`,
      ),
    ];
  }
  const elements = slot.list.elements.filter((element) => element !== null);
  const [first] = elements;
  const last = elements.at(-1);
  if (!first || !last) return [{ at: slot.list.start + 1, text: call }];
  const gap = gapBefore(first, text, slot.list);
  const outside = elements.find((element) => OUTSIDE_PLUGIN.test(text.slice(element.start, element.end)));
  if (outside) return [{ at: outside.start, text: `${call},${gap}` }];
  return gap === ' ' ? [{ at: last.end, text: `, ${call}` }] : appendLine(last, text, `${gap}${call}`);
}

/** Puts a line behind the last one of a list, and the comment beside that. */
function appendLine({ end }: Pick<Node, 'end'>, text: string, line: string): readonly Insertion[] {
  const comma = /^[ \t]*,/.exec(text.slice(end))?.[0];
  if (comma !== undefined) return [{ at: behindComment(text, end + comma.length), text: `${line},` }];
  const at = behindComment(text, end);
  return at === end
    ? [{ at, text: `,${line}` }]
    : [
        { at: end, text: ',' },
        { at, text: line },
      ];
}

function insertProperty(
  { start, end, properties }: Extract<Slot, { kind: 'object' }>['object'],
  text: string,
  property: string,
): Insertion {
  const [first] = properties;
  if (!first) {
    const inside = text.slice(start + 1, end - 1);
    const comma = inside.trim() === '' ? '' : ',';
    return { at: start + 1, text: ` ${property}${comma}${/^\s/.test(inside) ? '' : ' '}` };
  }
  const gap = gapBefore(first, text, { start });
  // A comment above the first belongs to that.
  return gap === ' '
    ? { at: first.start, text: `${property}, ` }
    : { at: behindComment(text, start + 1), text: `${gap}${property},` };
}

/** What stands between two entries: a blank, or a line break where the first begins a line of its own. */
function gapBefore(first: Place, text: string, { start }: Place): string {
  const isSpread = lineOf(text, first.start) !== lineOf(text, start);
  return isSpread ? `${lineBreakOf(text)}${indentOf(text, first.start)}` : ' ';
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function indentOf(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}
