import { DIGESTS_FILE, STAMP_FILE } from '@verstamp/build';
import { createAround } from './around.ts';
import { checkFile, findMismatches, listPaths, readDigestList } from './digest-list.ts';
import type { Flaw, InspectedFiles, Sighting } from './inspected.ts';
import { findDisagreements, findSightings } from './sightings.ts';
import { findStampedFolders, type StampedFolder } from './stamps.ts';

/** What a set of files says of itself. */
export interface Inspection {
  readonly sightings: readonly Sighting[];
  readonly flaws: readonly Flaw[];
  /** How many files were compared with what `.verstamp/files.json` says of them. */
  readonly compared: number;
}

/** Finds every stamp in a set of files, checks that they agree and that the files match `.verstamp/`. */
export function inspectFiles(files: InspectedFiles): Inspection {
  const paths = [...files.keys()];
  const records = paths.filter((path) => isRecord(path, STAMP_FILE));
  const folders = findStampedFolders(
    new Map(records.map((path) => [path, files.get(path) ?? Buffer.alloc(0)])),
  );
  const foldersAround = createAround(folders);
  const lists = paths
    .filter((path) => isRecord(path, DIGESTS_FILE))
    .map((path) => readDigestList(path, files, foldersAround(path)));
  const listsAround = createAround(lists);
  const sightings: Sighting[] = [];
  const use = createUse(files);
  // Those that are listed as built may stand where a folder's other files are passed over, as in node_modules.
  for (const file of new Set([...paths, ...lists.flatMap(listPaths)])) {
    use(file, (bytes) => {
      // One by one: a file may hold more stamps than a call can take arguments.
      for (const sighting of findSightings(file, bytes, foldersAround(file))) sightings.push(sighting);
      for (const list of listsAround(file)) checkFile(file, bytes, { list, files });
    });
  }
  return {
    sightings,
    flaws: [
      ...findUnreadable(paths, folders),
      ...findDisagreements(sightings.filter((sighting) => isJudged(sighting, foldersAround(sighting.file)))),
      ...lists.flatMap(findMismatches),
    ],
    compared: lists.reduce((sum, { digests }) => sum + (digests?.size ?? 0), 0),
  };
}

function createUse(files: InspectedFiles): NonNullable<InspectedFiles['use']> {
  return (path, act) => {
    if (files.use) return files.use(path, act);
    const bytes = files.get(path);
    return bytes && act(bytes);
  };
}

/** Tells whether a stamp is to agree with others: in a build's output, those of what was bundled may be of several builds. */
function isJudged({ stamp }: Sighting, around: readonly StampedFolder[]): boolean {
  return around.length === 0 || around.some(({ record }) => record.stamp.name === stamp.name);
}

function findUnreadable(paths: readonly string[], folders: readonly StampedFolder[]): readonly Flaw[] {
  const read = new Set(folders.map(({ path }) => path));
  return paths
    .filter((path) => isRecord(path, STAMP_FILE) && !read.has(path))
    .map((file) => ({ kind: 'unreadable', file }));
}

function isRecord(path: string, name: string): boolean {
  return path.endsWith(name) && (path.length === name.length || path.at(-name.length - 1) === '/');
}
