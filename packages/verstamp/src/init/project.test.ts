import { expect, it } from 'vitest';
import { detectManager } from './project.ts';

it.each([
  [['package-lock.json'], 'pnpm@12.21.0', 'pnpm'],
  [['yarn.lock'], 'npm@11.0.0+sha512.abc', 'npm'],
  [['pnpm-workspace.yaml', 'yarn.lock'], undefined, 'pnpm'],
  [['yarn.lock'], 'deno@2', 'yarn'],
  [['bun.lockb'], 7, 'bun'],
  [[], undefined, 'npm'],
])('takes %j with packageManager %j for %s', (files, named, manager) => {
  expect(detectManager(new Set(files), named)).toBe(manager);
});
