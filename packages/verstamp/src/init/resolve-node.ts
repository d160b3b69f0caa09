import type { AnyNode, Identifier, ObjectExpression, Program } from 'acorn';
import { walk } from '../script/walk.ts';

/** Follows a configuration to the objects that it is made of. */
export function findObjects(node: AnyNode, program: Program): readonly ObjectExpression[] | undefined {
  const resolved = resolveNode(node, program);
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

/** Sees through what stands around a configuration: types, `defineConfig`, functions, names, filters. */
export function resolveNode(
  node: AnyNode | null | undefined,
  program: Program,
  depth = 0,
): AnyNode | undefined {
  if (!node || depth > 10) return undefined;
  const follow = (next: AnyNode | null | undefined) => resolveNode(next, program, depth + 1);
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
      return isShadowed(node, program) ? undefined : follow(findConstant(node.name, program));
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

/** Tells whether a function or block around a name means something of its own by it. */
function isShadowed({ name, start }: Identifier, program: Program): boolean {
  let shadowed = false;
  walk(program, (node) => {
    if (node.type === 'Program' || !(node.start < start && start < node.end)) return;
    for (const declared of listDeclared(node)) {
      walk(declared, (inner) => {
        if (inner.type === 'Identifier' && inner.name === name && inner.start !== start) shadowed = true;
      });
    }
  });
  return shadowed;
}

/** Lists what a node takes and declares for what is in it. */
function listDeclared(node: AnyNode): readonly AnyNode[] {
  const taken = 'params' in node ? node.params : [];
  const inside = Object.values(node).flat() as ReadonlyArray<AnyNode | null>;
  return [
    ...taken,
    ...inside.flatMap((child): readonly AnyNode[] => {
      if (child?.type === 'VariableDeclaration') return child.declarations.map(({ id }) => id);
      const isNamed = child?.type === 'FunctionDeclaration' || child?.type === 'ClassDeclaration';
      return isNamed && child.id ? [child.id] : [];
    }),
  ];
}
