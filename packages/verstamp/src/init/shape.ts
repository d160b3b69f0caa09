import type { AnyNode, ArrayExpression, ObjectExpression, Program } from 'acorn';
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
  const named = findProperty(object, 'plugins');
  if (named) {
    const list = resolveNode(named, program);
    return list?.type === 'ArrayExpression' ? { kind: 'list', list } : undefined;
  }
  // What is spread into it may bring plugins of its own, which a list would put out of the way.
  return hasSpread(object) ? undefined : { kind: 'object', object };
}

function findHeldSlot(
  object: ObjectExpression,
  { program, holder }: { readonly program: Program; readonly holder: string },
): Slot | undefined {
  const named = findProperty(object, holder);
  if (!named) return hasSpread(object) ? undefined : { kind: 'object', object, holder };
  const held = resolveNode(named, program);
  return held?.type === 'ObjectExpression' ? findSlot(held, program) : undefined;
}

function findProperty({ properties }: ObjectExpression, name: string): AnyNode | undefined {
  const found = properties.find((property) => {
    if (property.type !== 'Property' || property.computed) return false;
    const { key } = property;
    return key.type === 'Identifier' ? key.name === name : key.type === 'Literal' && key.value === name;
  });
  return found?.type === 'Property' ? found.value : undefined;
}

function hasSpread({ properties }: ObjectExpression): boolean {
  return properties.some(({ type }) => type === 'SpreadElement');
}
