import type { AnyNode, Program } from 'acorn';

/** Something that a script imports or requires. */
export interface ScriptImport {
  /** As it is written, as in `vite`. */
  readonly source: string;
  /** The names that it has here, by what they are there; a whole module is `*`. */
  readonly names: ReadonlyMap<string, string>;
}

/** Lists what a script imports at its top level, with `import` or `require`. */
export function listImports({ body }: Program): readonly ScriptImport[] {
  return body.flatMap((statement): readonly ScriptImport[] => {
    if (statement.type === 'ImportDeclaration') {
      const names = statement.specifiers.map((specifier): readonly [string, string] => {
        if (specifier.type === 'ImportDefaultSpecifier') return ['default', specifier.local.name];
        if (specifier.type === 'ImportNamespaceSpecifier') return ['*', specifier.local.name];
        const { imported } = specifier;
        return [
          imported.type === 'Identifier' ? imported.name : String(imported.value),
          specifier.local.name,
        ];
      });
      return [{ source: String(statement.source.value), names: new Map(names) }];
    }
    if (statement.type !== 'VariableDeclaration') return [];
    return statement.declarations.flatMap(({ id, init }) => {
      const source = readRequire(init);
      return source === undefined ? [] : [{ source, names: new Map(readNames(id)) }];
    });
  });
}

function readRequire(init: AnyNode | null | undefined): string | undefined {
  // `require(…).default` is one, too.
  if (init?.type === 'MemberExpression') return readRequire(init.object);
  if (init?.type !== 'CallExpression') return undefined;
  const { callee, arguments: given } = init;
  const [argument] = given;
  const isPlain = callee.type === 'Identifier' && callee.name === 'require' && argument?.type === 'Literal';
  return isPlain && typeof argument.value === 'string' ? argument.value : undefined;
}

function readNames(id: AnyNode): ReadonlyArray<readonly [string, string]> {
  if (id.type === 'Identifier') return [['*', id.name]];
  if (id.type !== 'ObjectPattern') return [];
  return id.properties.flatMap((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' && property.value.type === 'Identifier'
      ? [[property.key.name, property.value.name] as const]
      : [],
  );
}
