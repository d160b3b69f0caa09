import { spawnSync } from 'node:child_process';

/** Asks git in a folder; `undefined` if it has no answer, or there is no git. */
export function askGit(folder: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    // By itself Node stops git at a mebibyte, and a tree with many changes would have no answer.
    maxBuffer: Infinity,
    windowsHide: true,
  });
  return status === 0 ? stdout.trim() : undefined;
}
