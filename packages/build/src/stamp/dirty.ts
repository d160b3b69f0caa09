import { spawnSync } from 'node:child_process';

/**
 * Finds out whether the work tree holds changes of tracked files that the commit does not; `undefined` if
 * git cannot say. It looks at every file, so that only release builds ask.
 */
export function readDirty(folder: string): boolean | undefined {
  const args = ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none'];
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', windowsHide: true });
  return status === 0 ? stdout !== '' : undefined;
}
