import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES } from './cases.ts';
import { mergeConfig, missingLine, parseRecipes, readRecipes } from './recipes.ts';

const recipes = readRecipes();

it('builds with every recipe of the documentation, and with no other', () => {
  const built = new Set(CASES.map(({ recipe }) => recipe));
  if (CASES.some(({ typecheck }) => typecheck)) built.add('typescript');
  expect([...recipes.keys()].toSorted()).toEqual([...built].toSorted());
});

it('takes the configuration from there', () => {
  for (const [name, recipe] of recipes) {
    if (name === 'typescript') continue;
    expect([...recipe.keys()].filter((path) => path.endsWith('.config.ts'))).toHaveLength(1);
  }
});

it('adds what the README of the package says, to the letter', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../packages/build/README.md'), 'utf8');
  const [, section = ''] = /^## Frameworks\n(.*?)^## /ms.exec(readme) ?? [];
  const said = [...section.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) =>
    /[({<]/.test(code) ? code : [],
  );
  expect(said.length).toBeGreaterThanOrEqual(5);
  const written = [...recipes.values()].map((recipe) => [...recipe.values()].join('')).join('');
  for (const code of said) expect(written).toContain(code);
});

it('needs one entry where a page is built from a file', () => {
  const text = recipes.get('create-vite')?.get('vite.config.ts');
  expect(text).toContain("import verstamp from '@verstamp/build/vite';\n");
  expect(text?.match(/verstamp\(/g)).toHaveLength(1);
});

it('reads the blocks that name a framework, by the file that they name', () => {
  const page = [
    '```ts framework="a"\n// a.config.ts\none\n```',
    '```ts\nleft out\n```',
    '```astro framework="a"\n---\n// b.astro\ntwo\n```',
    '```svelte framework="b"\n<!-- c.svelte -->\nthree\n```',
  ].join('\n\n');
  expect([...parseRecipes(page)].map(([name, recipe]) => [name, [...recipe]])).toEqual([
    [
      'a',
      [
        ['a.config.ts', '// a.config.ts\none\n'],
        ['b.astro', '---\n// b.astro\ntwo\n'],
      ],
    ],
    ['b', [['c.svelte', '<!-- c.svelte -->\nthree\n']]],
  ]);
  expect(() => parseRecipes('```ts framework="a"\none\n```')).toThrow(':2 does not begin');
});

it.each([
  { file: 'a\n  b\nc', recipe: 'a\n\nc\n', missing: undefined },
  { file: 'c\na', recipe: 'a\nc\n', missing: 'c' },
  { file: 'a', recipe: 'a\na', missing: 'a' },
])('finds the line that is missing: $missing', ({ file, recipe, missing }) => {
  expect(missingLine(file, recipe)).toBe(missing);
});

describe('a scaffolded configuration', () => {
  const recipe = "import verstamp from 'v';\n\nexport default { plugins: [verstamp()] };\n";

  it('gets the import, and the entry on either side', () => {
    const config = 'defineConfig({\n  plugins: [\n    a({\n      b: [1],\n    }),\n  ],\n})';
    const whole = 'a({\n      b: [1],\n    })';
    expect(mergeConfig(config, recipe, 'before').replaceAll(/\s+/g, ' ')).toBe(
      `import verstamp from 'v'; defineConfig({ plugins: [verstamp(), ${whole}], })`.replaceAll(/\s+/g, ' '),
    );
    expect(mergeConfig('{ plugins: [a()] }', recipe, 'behind')).toContain('{ plugins: [a(), verstamp()] }');
  });

  it('has to have plugins, and the recipe one to add', () => {
    expect(() => mergeConfig('{}', recipe, 'before')).toThrow('no plugins');
    expect(() => mergeConfig('{ plugins: [a()] }', '{}', 'before')).toThrow('adds no plugin');
  });
});
