import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './workspace.ts';

const { ignorePatterns } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
  readonly ignorePatterns: readonly string[];
};

// A folder that was moved is linted where nobody has installed what its types need.
it('has the linter pass over folders that are there', () => {
  const named = ignorePatterns.filter((pattern) => !pattern.startsWith('**'));
  expect(named).not.toEqual([]);
  expect(named.filter((pattern) => !existsSync(join(root, pattern.replace('/**', ''))))).toEqual([]);
});
