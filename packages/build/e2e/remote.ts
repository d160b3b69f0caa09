import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './children.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeBareRepository, makeRepository } from '@verstamp/testing/git';

/** Makes a bare repository, and a clone of it on each of so many machines, as far as processes can tell. */
export function makeMachines(count: number): readonly Place[] {
  const root = makeFolder();
  const remote = join(root, 'remote.git');
  makeBareRepository(remote);
  return Array.from({ length: count }, (_, index) => {
    const folder = join(root, `clone-${index}`);
    makeRepository(folder, remote);
    const temporary = join(root, `machine-${index}`);
    mkdirSync(temporary);
    return { folder, address: 'git+ref:origin', temporary };
  });
}
