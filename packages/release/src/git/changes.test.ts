import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { git, makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { listChanges, listUncommitted, listUntracked } from './changes.ts';

let root: string;

beforeEach(() => {
  root = makeFolder();
  mkdirSync(join(root, 'a'));
  writeFileSync(join(root, 'a/text'), 'a text that is long enough to be found again elsewhere\n');
});

afterEach(() => vi.unstubAllEnvs());

function commit(folder = root): void {
  makeRepository(folder);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Change');
}

describe('what is not committed', () => {
  it('is nothing without a repository, and before the first commit', async () => {
    expect(await listUncommitted(root)).toEqual([]);
    makeRepository(root);
    git(root, 'add', '-A');
    expect(await listUncommitted(root)).toEqual([]);
  });

  it('is a moved file in both places', async () => {
    commit();
    git(root, 'mv', 'a/text', 'b');
    expect(await listUncommitted(root)).toEqual(['a/text', 'b']);
    expect(await listUncommitted(join(root, 'a'))).toEqual(['text', '../b']);
    git(root, 'commit', '-q', '-m', 'Move');
    expect(await listChanges(root, { commit: 'HEAD~1', need: 'branch' })).toEqual(['a/text', 'b']);
  });

  it('is every file by its very name, however many there are', async () => {
    const names = Array.from({ length: 900 }, (_, index) => `${'ö'.repeat(40)}${index}`).toSorted();
    for (const name of names) writeFileSync(join(root, 'a', name), '1');
    commit();
    for (const name of names) writeFileSync(join(root, 'a', name), 'other');
    expect(await listUncommitted(root)).toEqual(names.map((name) => `a/${name}`));
  });

  it('is the same in a hook of a linked work tree', async () => {
    commit();
    writeFileSync(join(root, 'a/text'), 'another text\n');
    vi.stubEnv('GIT_DIR', join(root, '.git'));
    expect(await listUncommitted(join(root, 'a'))).toEqual(['text']);
  });

  it('is a submodule in which a file differs, whatever is said of it', async () => {
    const lib = makeFolder();
    writeFileSync(join(lib, 'index.js'), '1');
    commit(lib);
    makeRepository(root);
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', lib, 'lib');
    git(root, 'config', '-f', '.gitmodules', 'submodule.lib.ignore', 'all');
    commit();
    expect(await listUncommitted(root)).toEqual([]);
    writeFileSync(join(root, 'lib/index.js'), '2');
    expect(await listUncommitted(root)).toEqual(['lib']);
  });

  it('is not a file that git does not know', async () => {
    commit();
    writeFileSync(join(root, 'b'), '');
    expect(await listUncommitted(root)).toEqual([]);
    expect(await listUntracked(root, 'guard')).toEqual(['b']);
    expect(await listUntracked(join(root, 'a'), 'guard')).toEqual(['../b']);
  });

  it.each<[string, string, () => void]>([
    [
      'cannot read its index',
      'index file',
      () => writeFileSync(join(root, '.git/index'), readFileSync(join(root, '.git/index')).subarray(0, 20)),
    ],
    [
      'does not trust the folder',
      'dubious ownership',
      () => vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1'),
    ],
    [
      'takes the repository for none',
      'not a git repository',
      () => writeFileSync(join(root, '.git/HEAD'), ''),
    ],
  ])('is not known if git %s', async (_, reason, spoil) => {
    commit();
    spoil();
    await expect(listUncommitted(join(root, 'a'))).rejects.toMatchObject({
      code: 'GIT_UNUSABLE',
      details: { reason: expect.stringContaining(reason) },
    });
  });
});
