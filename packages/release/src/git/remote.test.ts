import { afterEach, expect, it, vi } from 'vitest';
import { makeRepository } from '@verstamp/testing/git';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { hasRemote } from './remote.ts';

afterEach(() => vi.unstubAllEnvs());

it('says whether a remote is there, and why that is not known', async () => {
  const root = makeFolder();
  expect(await hasRemote(root, 'origin')).toBe(false);
  makeRepository(root, 'https://a.test/shop.git');
  expect(await hasRemote(root, 'origin')).toBe(true);
  expect(await hasRemote(root, 'upstream')).toBe(false);
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
  await expect(hasRemote(root, 'origin')).rejects.toMatchObject({
    code: 'GIT_UNUSABLE',
    message: expect.stringContaining('dubious ownership'),
  });
});
