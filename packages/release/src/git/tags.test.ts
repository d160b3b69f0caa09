import { expect, it } from 'vitest';
import { makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readTags } from './tags.ts';

it('says of a remote that lists no tags that it is the remote, and not the checkout', async () => {
  const root = makeFolder();
  makeRepository(root, `${root}/nowhere.git`);
  const told = expect(readTags(root)).rejects;
  await told.toMatchObject({
    code: 'GIT_UNUSABLE',
    message: expect.stringMatching(/Check that the remote answers.*--no-git-tag/),
  });
});
