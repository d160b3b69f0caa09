import type { AnyNode, CallExpression, ImportDeclaration, ImportExpression, Node } from 'acorn';
import { walk } from './walk.ts';

/** Something that a script imports, requires, or exports from elsewhere. */
export interface ScriptImport {
  /** As it is written, as in `vite`. */
  readonly source: string;
  /** The names that it has here, by what they are there; a whole module is `*`. */
  readonly names: ReadonlyMap<string, string>;
}

type Names = ReadonlyArray<readonly [string, string]>;

/** Lists what a script loads, also within the functions that it calls later. */
export function listImports(script: Node): readonly ScriptImport[] {
  const given = new Map<Node, Names>();
  const found: ScriptImport[] = [];
  walk(script, (node) => {
    // A declaration comes before what it declares.
    const load = node.type === 'VariableDeclarator' ? findLoad(node.init) : undefined;
    if (load && node.type === 'VariableDeclarator') given.set(load, readNames(node.id));
    const source = readSource(node);
    const names = node.type === 'ImportDeclaration' ? readSpecifiers(node) : given.get(node);
    if (source !== undefined) found.push({ source, names: new Map(names) });
  });
  return found;
}

/** Finds what an expression loads while it runs: `require(…)`, `await import(…)`, or a property of either. */
export function findLoad(node: AnyNode | null | undefined): CallExpression | ImportExpression | undefined {
  switch (node?.type) {
    case 'MemberExpression':
      return findLoad(node.object);
    case 'AwaitExpression':
      return findLoad(node.argument);
    case 'ImportExpression':
      return node;
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'require' ? node : undefined;
    default:
      return undefined;
  }
}

/** Reads where a node loads something from; `undefined` if it loads nothing, or that is not written down. */
export function readSource(node: AnyNode): string | undefined {
  const source = 'source' in node ? node.source : findLoad(node) === node ? node.arguments[0] : undefined;
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;
}

function readSpecifiers({ specifiers }: ImportDeclaration): Names {
  return specifiers.map((specifier) => {
    if (specifier.type === 'ImportDefaultSpecifier') return ['default', specifier.local.name];
    if (specifier.type === 'ImportNamespaceSpecifier') return ['*', specifier.local.name];
    const { imported } = specifier;
    return [imported.type === 'Identifier' ? imported.name : String(imported.value), specifier.local.name];
  });
}

function readNames(id: AnyNode): Names {
  if (id.type === 'Identifier') return [['*', id.name]];
  if (id.type !== 'ObjectPattern') return [];
  return id.properties.flatMap((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' && property.value.type === 'Identifier'
      ? [[property.key.name, property.value.name] as const]
      : [],
  );
}
