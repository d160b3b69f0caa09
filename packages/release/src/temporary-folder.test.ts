import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withTemporaryFolder } from './temporary-folder.ts';

const lines: string[] = [];
const options = { purpose: 'test', say: (line: string) => void lines.push(line) };

/** Nests folders until their path is longer than any call takes, so that nobody can remove them by path. */
const DIG = 'name=$(printf %0250d 0); for i in $(seq 20); do mkdir $name && cd -P $name || exit 1; done';

it('gives a folder that nobody else can read, and removes it', async () => {
  const folder = await withTemporaryFolder(options, async (made) => {
    expect(statSync(made).mode & 0o777).toBe(0o700);
    return made;
  });
  expect([existsSync(folder), lines]).toEqual([false, []]);
});

it.runIf(process.platform === 'linux').each<[string, () => string, string]>([
  ['result', () => 'done', 'done'],
  [
    'fault',
    () => {
      throw new Error('gone wrong');
    },
    'gone wrong',
  ],
])('tells of a folder that it cannot remove, and keeps the %s', async (_, act, expected) => {
  let folder = '';
  lines.length = 0;
  try {
    const use = withTemporaryFolder(options, async (made) => {
      folder = made;
      execFileSync('sh', ['-c', DIG], { cwd: made });
      return act();
    });
    expect(await use.catch((error: Error) => error.message)).toBe(expected);
    expect(lines).toEqual([expect.stringMatching(/verstamp-test-.*could not be removed \(ENAMETOOLONG\)/)]);
  } finally {
    execFileSync('rm', ['-rf', folder]);
  }
});
