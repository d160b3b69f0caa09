import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readCommit } from './commit.ts';
import { isDirty } from './dirty.ts';
import { resolveStamp } from './resolve.ts';

const folder = makeFolder();
const tree = join(folder, 'tree');

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.test'];
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
const head = (cwd: string) => git(cwd, 'rev-parse', 'HEAD');

beforeAll(() => {
  mkdirSync(tree);
  git(tree, 'init', '-q', '-b', 'main');
  for (const message of ['first', 'second']) git(tree, 'commit', '-q', '--allow-empty', '-m', message);
  git(tree, 'branch', 'feature/deep', 'HEAD~1');
});

describe('the commit that is checked out', () => {
  it('is read from a branch, also from a folder below', () => {
    mkdirSync(join(tree, 'packages/app'), { recursive: true });
    expect(readCommit(join(tree, 'packages/app'))).toBe(head(tree));
  });

  it('is read from packed refs', () => {
    git(tree, 'pack-refs', '--all', '--prune');
    expect(readCommit(tree)).toBe(head(tree));
  });

  it('is read where a commit came after packing', () => {
    git(tree, 'commit', '-q', '--allow-empty', '-m', 'third');
    expect(readCommit(tree)).toBe(head(tree));
  });

  it('is read from a linked work tree', () => {
    const linked = join(folder, 'linked');
    git(tree, 'worktree', 'add', '-q', linked, 'feature/deep');
    expect(readCommit(linked)).toBe(head(linked));
    expect(readCommit(linked)).not.toBe(readCommit(tree));
  });

  it('is read from a shallow clone with a detached head', () => {
    const clone = join(folder, 'clone');
    git(folder, 'clone', '-q', '--depth=1', `file://${tree}`, clone);
    git(clone, 'checkout', '-q', '--detach');
    expect(readCommit(clone)).toBe(head(tree));
  });

  it('is undefined before the first commit, without git, and where HEAD is anything else', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    git(empty, 'init', '-q');
    expect(readCommit(empty)).toBeUndefined();
    writeFileSync(join(empty, '.git/HEAD'), '<script>');
    expect(readCommit(empty)).toBeUndefined();
    expect(readCommit('/')).toBeUndefined();
  });
});

it('says of a release build whether its tree held what the commit does not', async () => {
  const shop = { name: 'shop', version: '1.4.3', root: tree };
  const source = { source: 'option', next: async () => 1 };
  const stamp = async (release: string) =>
    resolveStamp({ ...shop, source, env: { VERSTAMP_RELEASE: release } });
  writeFileSync(join(tree, 'file.txt'), 'first');
  git(tree, 'add', '.');
  git(tree, 'commit', '-q', '-m', 'file');
  writeFileSync(join(tree, 'untracked.txt'), 'not yet');
  expect(isDirty(tree)).toBe(false);
  expect(await stamp('1')).not.toHaveProperty('dirty');
  writeFileSync(join(tree, 'file.txt'), 'second');
  expect(isDirty(tree)).toBe(true);
  expect(await stamp('1')).toMatchObject({ dirty: true });
  expect(await stamp('')).not.toHaveProperty('dirty');
  expect(isDirty(folder)).toBe(false);
});

it('takes a tree for dirty however much differs in it', () => {
  const many = join(folder, 'many');
  mkdirSync(many);
  git(many, 'init', '-q');
  git(many, 'commit', '-q', '--allow-empty', '-m', 'first');
  const lines = Array.from({ length: 6000 }, (_, index) => {
    return `100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\t${'a'.repeat(200)}${index}\n`;
  });
  execFileSync('git', ['update-index', '--add', '--index-info'], { cwd: many, input: lines.join('') });
  expect(isDirty(many)).toBe(true);
});

it('makes no stamp that cannot be read back, whatever the source calls itself in the end', async () => {
  let word = 'first';
  const source = {
    get source() {
      return word;
    },
    next: async () => {
      word = 'the second';
      return 1;
    },
  };
  await expect(
    resolveStamp({ name: 'shop', version: '1.4.3', root: folder, source, env: {} }),
  ).rejects.toMatchObject({ code: 'BUILD_OPTION' });
});
