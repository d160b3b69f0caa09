import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readBlobs } from './blobs.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

// Windows runs no script as git.
it.skipIf(process.platform === 'win32').each([
  ['in a text', 'aa blob 5\\nfirst\\nbb blob 9\\ncut'],
  ['behind a text', 'aa blob 5\\nfirst\\n'],
])('knows nothing of what a git that was stopped %s did not say', async (_, said) => {
  const root = makeFolder();
  const git = join(root, 'git');
  writeFileSync(git, `#!/bin/sh\ncat > /dev/null\nprintf '${said}'\n`);
  chmodSync(git, 0o755);
  vi.stubEnv('PATH', `${root}${delimiter}${process.env['PATH']}`);
  const texts = await readBlobs({ root, silenceMs: 10_000 }, new Set(['aa', 'bb', 'cc']));
  expect(texts).toEqual(new Map([['aa', 'first']]));
});
