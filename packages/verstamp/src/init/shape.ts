import type { AnyNode, ArrayExpression, ObjectExpression, Program } from 'acorn';
import { listImports } from '../script/imports.ts';
import { walk } from '../script/walk.ts';

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

/** Finds where the plugin goes; `undefined` where the configuration has no shape that is known. */
export function findSlots(program: Program, { bundler, holder }: Shape): readonly Slot[] | undefined {
  const roots = bundler === 'esbuild' ? findBuildCalls(program) : findExported(program);
  if (roots.length === 0) return undefined;
  const find = (object: ObjectExpression) =>
    holder === undefined ? findSlot(object, program) : findHeldSlot(object, { program, holder });
  const slots = roots.map((root) => findObjects(root, program)?.map((object) => find(object)));
  const found = slots.flatMap((list) => list ?? [undefined]);
  return found.every((slot) => slot !== undefined) ? found : undefined;
}

/** What a configuration file gives to its bundler. */
function findExported({ body }: Program): readonly AnyNode[] {
  return body.flatMap((statement): readonly AnyNode[] => {
    if (statement.type === 'ExportDefaultDeclaration') return [statement.declaration];
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      return [];
    const { left, right } = statement.expression;
    const isExport =
      left.type === 'MemberExpression' &&
      left.object.type === 'Identifier' &&
      left.object.name === 'module' &&
      left.property.type === 'Identifier' &&
      left.property.name === 'exports';
    return isExport ? [right] : [];
  });
}

/** What a script gives to `build` and `context` of esbuild. */
function findBuildCalls(program: Program): readonly AnyNode[] {
  const names = listImports(program)
    .filter(({ source }) => source === 'esbuild')
    .flatMap(({ names: own }) => Array.from(own));
  const calls: AnyNode[] = [];
  walk(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const { callee } = node;
    const [object, property] =
      callee.type === 'MemberExpression' ? [callee.object, callee.property] : [callee, undefined];
    if (object.type !== 'Identifier') return;
    const origin = names.find(([, local]) => local === object.name)?.[0];
    const called = property?.type === 'Identifier' ? property.name : origin;
    const [argument] = node.arguments;
    if (origin !== undefined && (called === 'build' || called === 'context') && argument)
      calls.push(argument);
  });
  return calls;
}

/** Follows a configuration to the objects that it is made of. */
function findObjects(node: AnyNode, program: Program): readonly ObjectExpression[] | undefined {
  const resolved = resolve(node, program);
  if (resolved?.type === 'ObjectExpression') return [resolved];
  if (resolved?.type !== 'ArrayExpression' || resolved.elements.length === 0) return undefined;
  const found: ObjectExpression[] = [];
  for (const element of resolved.elements) {
    const objects = element && findObjects(element, program);
    if (!objects) return undefined;
    found.push(...objects);
  }
  return found;
}

function findSlot(object: ObjectExpression, program: Program): Slot | undefined {
  const named = findProperty(object, 'plugins');
  if (named) {
    const list = resolve(named, program);
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
  const held = resolve(named, program);
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

/** Sees through what stands around a configuration: types, `defineConfig`, functions, names, filters. */
function resolve(node: AnyNode | null | undefined, program: Program, depth = 0): AnyNode | undefined {
  if (!node || depth > 10) return undefined;
  const follow = (next: AnyNode | null | undefined) => resolve(next, program, depth + 1);
  switch (node.type) {
    case 'CallExpression': {
      const { callee } = node;
      if (callee.type === 'Identifier' && /^define\w*Config$/.test(callee.name))
        return follow(node.arguments[0]);
      const isFilter = callee.type === 'MemberExpression' && callee.property.type === 'Identifier';
      return isFilter && ['filter', 'flat'].includes((callee.property as { name: string }).name)
        ? follow(callee.object)
        : undefined;
    }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return follow(node.body.type === 'BlockStatement' ? findOnlyReturn(node.body.body) : node.body);
    case 'Identifier':
      return follow(findConstant(node.name, program));
    case 'ObjectExpression':
    case 'ArrayExpression':
      return node;
    default:
      return follow(findTyped(node));
  }
}

/** Types stand around an expression in nodes that are TypeScript's own. */
function findTyped(node: AnyNode): AnyNode | undefined {
  const { type, expression } = node as { readonly type: string; readonly expression?: AnyNode };
  return /^TS(?:Satisfies|As|NonNull)Expression$|^ParenthesizedExpression$/.test(type)
    ? expression
    : undefined;
}

function findOnlyReturn(body: readonly AnyNode[]): AnyNode | null | undefined {
  const returns: AnyNode[] = [];
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.type === 'ReturnStatement') returns.push(node);
    });
  }
  const [only, ...more] = returns;
  return only?.type === 'ReturnStatement' && more.length === 0 ? only.argument : undefined;
}

function findConstant(name: string, { body }: Program): AnyNode | null | undefined {
  return body
    .flatMap((statement) =>
      statement.type === 'VariableDeclaration' && statement.kind === 'const' ? statement.declarations : [],
    )
    .find(({ id }) => id.type === 'Identifier' && id.name === name)?.init;
}
