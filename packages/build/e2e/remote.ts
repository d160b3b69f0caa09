import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes a bare repository in a folder, and so many clones of it; gives the clones' folders. */
export function makeClones(folder: string, count: number): readonly string[] {
  runGit(folder, 'init', '-q', '--bare', 'remote.git');
  return Array.from({ length: count }, (_, index) => {
    const clone = join(folder, `clone-${index}`);
    runGit(folder, 'init', '-q', clone);
    runGit(clone, 'remote', 'add', 'origin', join(folder, 'remote.git'));
    return clone;
  });
}

function runGit(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd, stdio: 'pipe' });
}
