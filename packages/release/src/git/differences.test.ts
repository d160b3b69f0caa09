import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { git, makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { createDifferences } from './differences.ts';

it('tells what differs from each commit, and asks git once for it', async () => {
  const root = makeFolder();
  makeRepository(root);
  for (const file of ['a', 'b']) {
    writeFileSync(join(root, file), '1');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', `Add ${file}`);
  }
  writeFileSync(join(root, 'c'), '1');
  const list = createDifferences(root, 'guard');
  expect(await Promise.all([list('HEAD~1'), list('HEAD')])).toEqual([['b', 'c'], ['c']]);
  writeFileSync(join(root, 'a'), '2');
  writeFileSync(join(root, 'd'), '1');
  expect(await list('HEAD')).toEqual(['c']);
  expect(await createDifferences(root, 'guard')('HEAD')).toEqual(['a', 'c', 'd']);
});
