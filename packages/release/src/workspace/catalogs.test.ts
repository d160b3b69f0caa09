import { expect, it } from 'vitest';
import { readCatalogs } from './catalogs.ts';

it.each<[string, string, string, unknown]>([
  ['pnpm', 'catalog: { ms: ^1.0.0 }', 'catalog:', '^1.0.0'],
  ['pnpm', 'catalogs: { default: { ms: ^1.0.0 } }', 'catalog:', '^1.0.0'],
  ['pnpm', 'catalog: { ms: ^1.0.0 }\ncatalogs: { old: { ms: ^0.5.0 } }', 'catalog:old', '^0.5.0'],
  ['pnpm', 'catalog: { ms: ^1.0.0 }', 'catalog:nowhere', 'catalog:nowhere'],
  ['pnpm', 'catalog: { debug: ^1.0.0 }', 'catalog:', 'catalog:'],
  ['pnpm', 'catalog: { ms: ^1.0.0 }', '^2.0.0', '^2.0.0'],
  ['bun', '{"workspaces":{"packages":["p/*"],"catalog":{"ms":"^1.0.0"}}}', 'catalog:', '^1.0.0'],
  ['bun', '{"catalogs":{"old":{"ms":"^1.0.0"}}}', 'catalog:old', '^1.0.0'],
  ['nobody', 'catalog: [', 'catalog:', 'catalog:'],
])('resolves a range in a catalog of %s: %s, %s', async (_, file, range, expected) => {
  expect((await readCatalogs(Buffer.from(file)))('ms', range)).toBe(expected);
});
