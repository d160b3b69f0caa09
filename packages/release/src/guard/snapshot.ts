import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, parseObject } from '../json.ts';
import type { Manifest } from '../workspace/manifest.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import { manifestPath, readAt } from './sources.ts';

/** How every version begins that `changeset version --snapshot` makes; it is not meant to be committed. */
const SNAPSHOT = '0.0.0-';

const RANGES: ReadonlySet<string> = new Set([
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
]);

/**
 * Leaves out, of a package's uncommitted files, what `changeset version --snapshot` edits: versions and their ranges,
 * the changelog, and changesets.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell what was committed.
 */
export async function dropSnapshotEdits(
  files: readonly string[],
  { version, folder }: Pick<WorkspacePackage, 'version' | 'folder'>,
  root: string,
): Promise<readonly string[]> {
  if (!version.startsWith(SNAPSHOT)) return files;
  const path = manifestPath(root, folder);
  const changelog = path.replace(/package\.json$/, 'CHANGELOG.md');
  const rest = files.filter((file) => file !== changelog && !/^\.changeset\/[^/]+\.md$/.test(file));
  if (!rest.includes(path)) return rest;
  const before = await readAt(root, { commit: 'HEAD', path, need: 'guard' });
  const isEdit = before && isVersionEdit(parseObject(before), parseObject(await readFile(join(root, path))));
  return isEdit ? rest.filter((file) => file !== path) : rest;
}

/** Tells whether nothing but the version, and ranges of other snapshots, differs. */
export function isVersionEdit(before: Manifest | undefined, now: Manifest | undefined): boolean {
  if (!before || !now || before['version'] === now['version']) return false;
  const restored = Object.entries(now).map(([field, value]) => {
    if (field === 'version') return [field, before[field]] as const;
    return [field, RANGES.has(field) ? restoreRanges(value, before[field]) : value] as const;
  });
  return JSON.stringify(Object.fromEntries(restored)) === JSON.stringify(before);
}

function restoreRanges(now: unknown, before: unknown): unknown {
  if (!isObject(now) || !isObject(before)) return now;
  const restored = Object.entries(now).map(([name, range]) => {
    const isSnapshot = typeof range === 'string' && range.includes(SNAPSHOT);
    return [name, isSnapshot ? before[name] : range] as const;
  });
  return Object.fromEntries(restored);
}
