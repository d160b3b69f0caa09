import type { Program } from 'acorn';

/** Something that a script imports or requires. */
export interface ScriptImport {
  /** As it is written, as in `vite`. */
  readonly source: string;
  /** Under which names, by what they are there; a whole module is `*`. */
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
      if (source === undefined) return [];
      if (id.type === 'Identifier') return [{ source, names: new Map([['*', id.name]]) }];
      const pairs =
        id.type !== 'ObjectPattern' ? [] : id.properties.flatMap((property) => readPair(property));
      return [{ source, names: new Map(pairs) }];
    });
  });
}

function readRequire(init: unknown): string | undefined {
  const call = init as {
    readonly type?: string;
    readonly callee?: unknown;
    readonly arguments?: readonly unknown[];
  };
  if (call?.type !== 'CallExpression') return undefined;
  const callee = call.callee as { readonly type: string; readonly name?: string };
  const argument = call.arguments?.[0] as { readonly type: string; readonly value?: unknown } | undefined;
  const isPlain = callee.type === 'Identifier' && callee.name === 'require' && argument?.type === 'Literal';
  return isPlain && typeof argument.value === 'string' ? argument.value : undefined;
}

function readPair(property: {
  readonly type: string;
  readonly key?: unknown;
  readonly value?: unknown;
}): ReadonlyArray<readonly [string, string]> {
  const key = property.key as { readonly type: string; readonly name?: string } | undefined;
  const value = property.value as { readonly type: string; readonly name?: string } | undefined;
  return key?.name !== undefined && value?.name !== undefined ? [[key.name, value.name]] : [];
}
