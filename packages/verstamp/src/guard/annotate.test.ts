import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import type { Annotated } from '../terminal/annotations.ts';
import { annotate } from './annotate.ts';

const drifted: Annotated = {
  name: 'cart',
  version: '1.0.0',
  verdict: 'drifted',
  effect: 'allow',
  problem: undefined,
  file: 'packages/cart/package.json',
};

it.each([
  ['at the top of the repository', 'shop/.git', 'file=packages/cart/package.json,'],
  ['below it', '.git', 'file=shop/packages/cart/package.json,'],
  ['outside git', '.other', 'file=packages/cart/package.json,'],
])('names files of a workspace that is %s as GitHub does', async (_, git, place) => {
  const root = makeFolder();
  mkdirSync(join(root, 'shop'));
  mkdirSync(join(root, git));
  writeFileSync(join(root, 'shop/package.json'), '{"name":"cart","version":"1.0.0"}');
  const lines: string[] = [];
  const given = { cwd: join(root, 'shop'), say: (line: string) => void lines.push(line) };
  await annotate([drifted], { ...given, env: { GITHUB_ACTIONS: 'true' } });
  expect(lines).toEqual([expect.stringContaining(place)]);
  await annotate([drifted], { ...given, env: { CI: 'true' } });
  expect(lines.length).toBe(1);
});
