import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { declare, type Declaration } from './declaration.ts';
import { readModule } from './module.ts';

/** Finds a package's other entry points, as in `@verstamp/core/problems`. */
export type FindEntry = (specifier: string) => string | undefined;

/** Reads what a module exports, whatever module declares it, in the order of its exports. */
export function readExports(file: string, findEntry: FindEntry): readonly Declaration[] {
  const module = readModule(file);
  const found = new Map<string, Declaration>();
  let byDefault: string | undefined;
  const add = (declaration: Declaration | undefined): void => {
    if (declaration && !found.has(declaration.name)) found.set(declaration.name, declaration);
  };
  for (const statement of module.statements) {
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      byDefault = statement.declaration.name;
    } else if (statement.type === 'ExportAllDeclaration') {
      const target = resolve(file, statement.source.value, findEntry);
      for (const declaration of readExports(target, findEntry)) add(declaration);
    } else if (statement.type === 'ExportNamedDeclaration') {
      if (statement.declaration) add(declare(module, statement));
      else if (statement.source) {
        const target = readExports(resolve(file, statement.source.value, findEntry), findEntry);
        for (const { local } of statement.specifiers) add(target.find(({ name }) => name === nameOf(local)));
      }
    }
  }
  const main = byDefault === undefined ? undefined : found.get(byDefault);
  if (main) found.set(main.name, { ...main, isDefault: true });
  return [...found.values()];
}

function nameOf(node: { readonly type: string }): string {
  const named = node as { readonly name?: string; readonly value?: string };
  return named.name ?? named.value ?? '';
}

function resolve(from: string, specifier: string, findEntry: FindEntry): string {
  const target = specifier.startsWith('.') ? join(dirname(from), specifier) : findEntry(specifier);
  if (target === undefined || !existsSync(target)) throw new Error(`${from} exports from ${specifier}`);
  return target;
}
