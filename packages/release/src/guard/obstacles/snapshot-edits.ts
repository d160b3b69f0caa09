import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAt } from '../../git/read-at.ts';
import { isObject, parseObject } from '../../json.ts';
import { isSnapshot } from '../../package-version.ts';
import { DEPENDENCY_FIELDS, type Manifest } from '../../workspace/manifest.ts';
import type { Siblings } from '../../workspace/siblings.ts';
import type { Workspace, WorkspacePackage } from '../../workspace/workspace.ts';
import { manifestPath } from '../changes/paths.ts';

const RANGES: ReadonlySet<string> = new Set([...DEPENDENCY_FIELDS, 'devDependencies']);

/**
 * Leaves out, of a package's uncommitted files, what `changeset version --snapshot` edits: versions and their ranges,
 * the changelog, and changesets.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell what was committed.
 */
export async function dropSnapshotEdits(
  files: readonly string[],
  { version, folder }: Pick<WorkspacePackage, 'version' | 'folder'>,
  { root, members }: Pick<Workspace, 'root' | 'members'>,
): Promise<readonly string[]> {
  if (!isSnapshot(version)) return files;
  const path = manifestPath(root, folder);
  const changelog = path.replace(/package\.json$/, 'CHANGELOG.md');
  const rest = files.filter((file) => file !== changelog && !/^\.changeset\/[^/]+\.md$/.test(file));
  if (!rest.includes(path)) return rest;
  const before = await readAt(root, { commit: 'HEAD', path, need: 'guard' });
  const now = parseObject(await readFile(join(root, path)));
  const isEdit = before && isVersionEdit(parseObject(before), now, listSnapshots(members));
  return isEdit ? rest.filter((file) => file !== path) : rest;
}

/** Finds the packages whose version is a snapshot's, private ones too. */
function listSnapshots(members: Workspace['members']): Siblings {
  return new Map(
    members.flatMap(({ manifest: { name, version } }) => {
      const isNamed = typeof name === 'string' && typeof version === 'string';
      return isNamed && isSnapshot(version) ? [[name, version] as const] : [];
    }),
  );
}

/** Tells whether nothing but the version, and ranges of other snapshots, differs. */
export function isVersionEdit(
  before: Manifest | undefined,
  now: Manifest | undefined,
  snapshots: Siblings,
): boolean {
  if (!before || !now || before['version'] === now['version']) return false;
  const restored = Object.entries(now).map(([field, value]) => {
    if (field === 'version') return [field, before[field]] as const;
    return [field, RANGES.has(field) ? restoreRanges(value, before[field], snapshots) : value] as const;
  });
  return JSON.stringify(Object.fromEntries(restored)) === JSON.stringify(before);
}

function restoreRanges(now: unknown, before: unknown, snapshots: Siblings): unknown {
  if (!isObject(now) || !isObject(before)) return now;
  const restored = Object.entries(now).map(([name, range]) => {
    const isEdit = Object.hasOwn(before, name) && isRangeOf(snapshots.get(name), range);
    return [name, isEdit ? before[name] : range] as const;
  });
  return Object.fromEntries(restored);
}

/** Tells whether a range is a version, as Changesets writes it where it moves one. */
function isRangeOf(version: string | undefined, range: unknown): boolean {
  return (
    version !== undefined &&
    typeof range === 'string' &&
    range.replace(/^(workspace:)?[\^~]?/, '') === version
  );
}
