import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { git, makeRepository } from '@verstamp/testing/git';
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
  const standIn = join(root, 'git');
  writeFileSync(standIn, `#!/bin/sh\ncat > /dev/null\nprintf '${said}'\n`);
  chmodSync(standIn, 0o755);
  vi.stubEnv('PATH', `${root}${delimiter}${process.env['PATH']}`);
  const texts = await readBlobs({ root, silenceMs: 10_000 }, new Set(['aa', 'bb', 'cc']));
  expect(texts).toEqual(new Map([['aa', 'first']]));
});

it('takes what stands in a commit for no text', async () => {
  const root = makeFolder();
  makeRepository(root);
  const run = (...args: readonly string[]) => git(root, ...args);
  writeFileSync(join(root, 'text'), 'true');
  const text = run('hash-object', '-w', 'text');
  run('commit', '-q', '--allow-empty', '-m', `${text} blob 4\nfake`);
  const commit = run('rev-parse', 'HEAD');
  const texts = await readBlobs({ root, silenceMs: 10_000 }, new Set([commit, text]));
  expect(texts).toEqual(new Map([[text, 'true']]));
});
