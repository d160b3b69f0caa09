import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { git, makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { findExactCommit, readCheckout } from './checkout.ts';

function commit(folder: string): void {
  makeRepository(folder);
  writeFileSync(join(folder, 'index.js'), '1');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Change');
}

it.each<[string, string]>([
  ['a file that git does not know', 'new.js'],
  ['a file of a submodule', 'lib/index.js'],
])('differs from the commit by %s, whatever is configured', async (_, path) => {
  const [root, lib] = [makeFolder(), makeFolder()];
  for (const folder of [root, lib]) commit(folder);
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', lib, 'lib');
  git(root, 'config', '-f', '.gitmodules', 'submodule.lib.ignore', 'all');
  git(root, 'config', 'status.showUntrackedFiles', 'no');
  git(root, 'commit', '-q', '-a', '-m', 'Add a submodule');
  const clean = await readCheckout(root, 'release');
  expect([clean.dirty, findExactCommit(clean)]).toEqual([false, git(root, 'rev-parse', 'HEAD')]);
  writeFileSync(join(root, path), '2');
  const changed = await readCheckout(root, 'release');
  // What is packed here is of no commit, and nothing on record of one tells of it.
  expect([changed.dirty, findExactCommit(changed)]).toEqual([true, undefined]);
});
