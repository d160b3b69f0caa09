import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './children.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

/** Makes a bare repository, and a clone of it on each of so many machines, as far as processes can tell. */
export function makeMachines(count: number): readonly Place[] {
  const root = makeFolder();
  runGit(root, 'init', '-q', '--bare', 'remote.git');
  return Array.from({ length: count }, (_, index) => {
    const folder = join(root, `clone-${index}`);
    runGit(root, 'init', '-q', folder);
    runGit(folder, 'remote', 'add', 'origin', join(root, 'remote.git'));
    const temporary = join(root, `machine-${index}`);
    mkdirSync(temporary);
    return { folder, address: 'git+ref:origin', temporary };
  });
}

function runGit(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd, stdio: 'pipe' });
}
