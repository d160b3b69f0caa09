import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, makeBareRepository, makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeTag } from './make-tag.ts';
import type { ReleaseTag } from './tags.ts';

const wanted: ReleaseTag = { tag: 'a@1.0.0', name: 'a', version: '1.0.0', commit: 'c1' };

/** Makes a clone of a remote, both on disk. */
const openClone = (): { readonly root: string; readonly commit: string } => {
  const [root, remote] = [makeFolder(), makeFolder()];
  makeBareRepository(remote);
  makeRepository(root, remote);
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Begin');
  git(root, 'push', '-q', 'origin', 'main');
  return { root, commit: git(root, 'rev-parse', 'HEAD') };
};

describe('makeTag', () => {
  it('says what git wants where it cannot sign, and makes it once it can', async () => {
    const root = makeFolder();
    makeRepository(root);
    writeFileSync(join(root, 'a'), '');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Change');
    const tag = { ...wanted, commit: git(root, 'rev-parse', 'HEAD') };
    git(root, 'config', 'tag.gpgSign', 'true');
    git(root, 'config', 'gpg.program', 'false');
    expect((await makeTag(root, tag))?.message).toMatch(/failed to sign the data.*correct what git reports/s);
    git(root, 'config', 'tag.gpgSign', 'false');
    expect(await makeTag(root, tag)).toBeUndefined();
  });

  it('stands at its commit, wherever the clone is by now', async () => {
    const { root, commit } = openClone();
    git(root, 'commit', '-q', '--allow-empty', '-m', 'Go on');
    expect(await makeTag(root, { ...wanted, commit })).toBeUndefined();
    expect(git(root, 'rev-parse', `${wanted.tag}^{commit}`)).toBe(commit);
  });

  it.each([
    ['lacks it', undefined, /if it is not there \(.*not our ref/s],
    ['gives no answer', 'http://127.0.0.1:9/none.git', /if it is not there \(.*(?:connect|port 9)/s],
  ])('names a commit that is not here where the remote %s, and what git said', async (_, remote, said) => {
    const { root } = openClone();
    if (remote !== undefined) git(root, 'remote', 'set-url', 'origin', remote);
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const { message } = (await makeTag(root, { ...wanted, commit })) ?? expect.unreachable();
    expect(message).toMatch(
      `commit ${commit} is not in this clone, and could not be fetched from origin: push it`,
    );
    expect(message).toMatch(said);
  });

  it.each([
    ['runs nothing', '--upload-pack=touch ran; git-upload-pack'],
    ['changes no ref', '+main:refs/heads/changed'],
    ['stands at no branch', 'main'],
    ['stands at no branch named like an id', 'deadbeef'],
  ])('%s where a ledger has %j for a commit', async (_, commit) => {
    const { root } = openClone();
    git(root, 'branch', 'deadbeef');
    expect(await makeTag(root, { ...wanted, commit })).toMatchObject({ code: 'TAG_FAILED' });
    expect(existsSync(join(root, 'ran'))).toBe(false);
    expect(git(root, 'for-each-ref', '--format=%(refname)')).toBe(
      'refs/heads/deadbeef\nrefs/heads/main\nrefs/remotes/origin/main',
    );
  });
});
