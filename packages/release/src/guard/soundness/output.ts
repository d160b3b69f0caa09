import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { STAMP_FILE } from '@verstamp/build';
import { inspectFiles } from '../../inspection/inspection.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
import { isNeverPacked } from './never-packed.ts';
import { showPath } from './show-path.ts';

/** Lists the files of outputs that are not those that were built. */
export function findAltered(bytes: ReadonlyMap<string, Buffer>): readonly string[] {
  return inspectFiles(bytes).flaws.flatMap((flaw) => {
    if (flaw.kind === 'disagrees') return [];
    // Source maps are left out of many packages on purpose.
    if (flaw.kind === 'missing' && (flaw.file.endsWith('.map') || isNeverPacked(flaw.file))) return [];
    return [`${showPath(flaw.file)} ${FLAWS[flaw.kind]}`];
  });
}

const FLAWS = {
  altered: 'is not the file that was built.',
  missing: 'was built and is not in the tarball.',
  unreadable: 'cannot be read.',
} as const;

/** Lists the records of outputs that were left out: without them an output cannot be checked. */
export function findLeftOut(files: TarballFiles, base: string): readonly string[] {
  const folders = new Set([...files.keys()].flatMap(foldersOf));
  return [...folders].flatMap((folder) => {
    const path = folder + STAMP_FILE;
    if (files.has(path) || !existsSync(join(base, path))) return [];
    return [
      `${showPath(path)} is in the output and not in the tarball: "files" or an ignore file leaves it out.`,
    ];
  });
}

/** The folders around a file, three levels down at most. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.slice(0, 3).map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)];
}
