import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Declaration } from './declaration.ts';
import { formatPackage } from './format.ts';
import { readPackages, root } from './packages.ts';

const packages = readPackages();

it('has a page for each package, and no other', () => {
  const pages = readdirSync(join(root, 'docs/api')).toSorted();
  expect(pages).toEqual(packages.map(({ folder }) => `${folder}.md`).toSorted());
});

describe.each(packages)('$name', (item) => {
  const exported = item.entries
    .filter(({ specifier }) => !specifier.endsWith('/problems'))
    .flatMap(({ specifier, exports }) => exports.map((declaration) => ({ specifier, declaration })));
  const find = (isWrong: (declaration: Declaration) => boolean) =>
    exported
      .filter(({ declaration }) => isWrong(declaration))
      .map(({ specifier, declaration }) => `${specifier}: ${declaration.name}`);

  it('has a page that is up to date; `pnpm run reference` writes it', () => {
    const page = readFileSync(join(root, 'docs/api', `${item.folder}.md`), 'utf8');
    expect(page).toBe(formatPackage(item, packages));
  });

  it('says of every export what it is', () => {
    expect(find(({ doc }) => !/^[A-Z`].*\.$/s.test(doc.text))).toEqual([]);
  });

  it('sends nobody to a paper that only its authors have', () => {
    expect(find(({ doc }) => /\bcontract\b|\bseed [A-C]\b/.test(JSON.stringify(doc)))).toEqual([]);
  });

  it('says of every function what it takes and returns', () => {
    expect(find(isUntyped)).toEqual([]);
  });

  it('says of every function what it throws', () => {
    expect(find(isSilent)).toEqual([]);
  });

  it('says of every number what it counts', () => {
    const bare = exported.flatMap(({ specifier, declaration }) =>
      findNumbers(declaration)
        .filter(({ name, said }) => !UNIT.test(`${name} ${said}`))
        .map(({ name }) => `${specifier}: ${declaration.name}.${name}`),
    );
    expect(bare).toEqual([]);
  });
});

/** Units, and words that say what is counted or numbered. */
const UNIT =
  /Ms\b|milliseconds|seconds|bytes|characters|code units|percent|how (?:many|often|long|far)|number|count|status|code|size|length|major|minor|patch|revision|position|offset|distance|attempt|index|order|most|limit/i;

/** Finds the numbers that a type or a function speaks of, with what is said of each. */
function findNumbers({
  kind,
  doc,
  signature,
}: Declaration): readonly { readonly name: string; readonly said: string }[] {
  if (kind === 'function') {
    return [...signature.matchAll(/(\w+)\??: number\b/g)].map(([, name = '']) => ({
      name,
      said: `${doc.text} ${doc.params.find((param) => param.name === name)?.text ?? ''}`,
    }));
  }
  return [...signature.matchAll(/(\/\*\*(?:(?!\*\/)[^])*\*\/)?\s*(?:readonly )?(\w+)\??: number\b/g)].map(
    ([, comment = '', name = '']) => ({ name, said: comment || doc.text }),
  );
}

function isUntyped({ kind, signature }: Declaration): boolean {
  return kind === 'function' && !/\):\s*\S/.test(signature);
}

/** Throws by itself, and has no word of it. */
function isSilent({ kind, body, doc }: Declaration): boolean {
  if (kind !== 'function' || doc.throws.length) return false;
  return /^\s{2,4}(?:if \(.*\) )?throw \w/m.test(body) && !/throw/i.test(doc.text);
}
