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

it('names commands that exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|demo:serve)\b/g)].map(([, name = '']) => name);
  expect(new Set(named)).toEqual(new Set(['start', 'test', 'demo:serve']));
  for (const name of named) expect(scripts).toHaveProperty([name]);
});
