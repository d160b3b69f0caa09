import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './workspace.ts';

interface Size {
  readonly what: string;
  readonly limit: number;
}

const readme = readFileSync(join(root, 'README.md'), 'utf8');
// The client's tests measure these sizes and hold them.
const sizes = JSON.parse(
  readFileSync(join(root, 'packages/client/e2e/sizes.json'), 'utf8'),
) as readonly Size[];

it('states the sizes that were measured', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const stated = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  expect(stated.length).toBeGreaterThan(0);
  for (const [, what, size] of stated) {
    expect(`${what}: ${size}`).toBe(`${what}: ${sizes.find((known) => known.what === what)?.limit} B`);
  }
});

it('shows a page that sends its version, without which no server refuses it', () => {
  const pages = readme.match(/```ts\n[^`]*'@verstamp\/client'[^`]*```/g) ?? [];
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) expect(page).toMatch(/= createFetch\(verifier\)/);
});

const TOOLS: Readonly<Record<string, string>> = {
  pg: '`pg`',
  redis: '`redis`',
  '@rspack/core': 'Rspack',
  esbuild: 'esbuild',
  react: 'React',
  rolldown: 'Rolldown',
  rollup: 'Rollup',
  vite: 'Vite',
  vue: 'Vue',
  webpack: 'webpack',
};

const BUNDLERS = ['@rspack/core', 'esbuild', 'rolldown', 'rollup', 'vite', 'webpack'];

it.each([
  ['README.md', 'build', BUNDLERS],
  ['packages/build/README.md', 'build', BUNDLERS],
  ['docs/errors/LEDGER_CLIENT.md', 'build', ['pg', 'redis']],
  ['packages/client/README.md', 'client', ['react', 'vue']],
])('names in %s the oldest tools that the package %s takes', (page, folder, tools) => {
  const text = readFileSync(join(root, page), 'utf8');
  const { peerDependencies } = JSON.parse(
    readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'),
  ) as { readonly peerDependencies: Readonly<Record<string, string>> };
  const oldest = tools.map((name) => `${TOOLS[name]} ${peerDependencies[name]?.replace('>=', '')}`);
  expect(oldest.filter((named) => !text.includes(`${named} `) && !text.includes(`${named},`))).toEqual([]);
});

it('names commands that exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|demo:serve)\b/g)].map(([, name = '']) => name);
  expect(new Set(named)).toEqual(new Set(['start', 'test', 'demo:serve']));
  for (const name of named) expect(scripts).toHaveProperty([name]);
});
