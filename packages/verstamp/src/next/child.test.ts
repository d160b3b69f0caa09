import { describe, expect, it } from 'vitest';
import { VerstampError } from '@verstamp/core';
import { runChild } from './child.ts';

const run = async (command: string, ...args: readonly string[]) =>
  runChild({
    command,
    args,
    cwd: import.meta.dirname,
    env: { PATH: process.env['PATH'], WORD: 'on' },
    misuse: (reason) => new VerstampError('CLI_USAGE', reason, {}),
  });

describe('runChild', () => {
  it.each([
    ['its exit code', 'process.exit(7)', 7],
    ['success', '', 0],
    ['the environment that it was given', 'process.exit(process.env.WORD === "on" ? 5 : 6)', 5],
    ['128 and the number of the signal that ended it', 'process.kill(process.pid, "SIGTERM")', 143],
  ])('gives %s', async (_, script, exit) => {
    expect(await run(process.execPath, '-e', script)).toBe(exit);
  });

  it('says that a program does not exist', async () => {
    await expect(run('no-such-program-here')).rejects.toMatchObject({ code: 'CLI_USAGE' });
  });
});
