import type { ArrayExpression, ObjectExpression, Program } from 'acorn';
import { findProperty } from './property.ts';
import { findObjects, resolveNode } from './resolve-node.ts';
import { findBuildCalls, findExported } from './roots.ts';

/**
 * Where the plugin goes in a configuration: into a list that is there, or into an object that has none; or into an object
 * that has not even the one that holds such a list.
 */
export type Slot =
  | { readonly kind: 'list'; readonly list: ArrayExpression }
  | { readonly kind: 'object'; readonly object: ObjectExpression; readonly holder?: string };

/** Which configuration is looked at. */
export interface Shape {
  readonly bundler: string;
  /** The name under which it holds the bundler's own. */
  readonly holder?: string | undefined;
}

/** Finds where the plugin goes; `undefined` if the configuration has no shape that is known. */
export function findSlots(program: Program, { bundler, holder }: Shape): readonly Slot[] | undefined {
  const roots = bundler === 'esbuild' ? findBuildCalls(program) : findExported(program);
  if (roots.length === 0) return undefined;
  const find = (object: ObjectExpression) =>
    holder === undefined ? findSlot(object, program) : findHeldSlot(object, { program, holder });
  const slots = roots.map((root) => findObjects(root, program)?.map((object) => find(object)));
  const found = slots.flatMap((list) => list ?? [undefined]);
  return found.every((slot) => slot !== undefined) ? found : undefined;
}

function findSlot(object: ObjectExpression, program: Program): Slot | undefined {
  const plugins = findProperty(object, { name: 'plugins', program });
  if (!plugins?.value) return plugins && { kind: 'object', object };
  const list = resolveNode(plugins.value, program);
  return list?.type === 'ArrayExpression' ? { kind: 'list', list } : undefined;
}

function findHeldSlot(
  object: ObjectExpression,
  { program, holder }: { readonly program: Program; readonly holder: string },
): Slot | undefined {
  const own = findProperty(object, { name: holder, program });
  if (!own?.value) return own && { kind: 'object', object, holder };
  const held = resolveNode(own.value, program);
  return held?.type === 'ObjectExpression' ? findSlot(held, program) : undefined;
}
