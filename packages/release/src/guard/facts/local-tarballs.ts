import { packPackages } from '../../pack/pack.ts';
import { openPacked, type PackedTarball } from '../../pack/packed.ts';
import { readPlannedTarball, type PlannedRelease } from '../../pack/plan.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import type { OpenCase } from './case.ts';
import type { Examination } from './examination.ts';

/** Returns what would be published of a package. */
export type LocalTarballs = (pkg: Pick<WorkspacePackage, 'name'>) => PackedTarball;

/**
 * Reads what would be published: the plan's own tarballs, and a fresh packing of all others.
 *
 * @throws VerstampError `TARBALL_CHANGED`, `PACK_FAILED`, `TARBALL_INVALID`.
 */
export async function readLocalTarballs(
  cases: readonly OpenCase[],
  { workspace, releases = [], packed: ready = [], env, onProgress: say }: Examination,
): Promise<LocalTarballs> {
  const planned = new Map<string, PackedTarball>();
  const wanted = new Set(cases.map(({ pkg }) => pkg.name));
  const isWanted = ({ name }: PlannedRelease) => wanted.has(name);
  // All of them, the new ones too: a swapped tarball is found before anything goes out.
  for (const release of [...releases, ...ready.filter(isWanted)]) {
    planned.set(release.name, openPacked(await readPlannedTarball(release), release.tarball));
  }
  const rest = cases.filter(({ pkg }) => !planned.has(pkg.name)).map(({ pkg }) => pkg);
  const fresh = await packPackages(workspace, rest, { env, say, promised: listPromised(cases) });
  return ({ name }) => {
    // What a packer brings besides what it was asked for never stands in for the plan's own.
    const packed = planned.get(name) ?? fresh.get(name);
    if (!packed) throw new Error(`No tarball of ${name} was packed.`);
    return packed;
  };
}

/** The integrity of every version that is published, by name. */
function listPromised(cases: readonly OpenCase[]): ReadonlyMap<string, string> {
  return new Map(
    cases.flatMap(({ pkg, answer }) =>
      answer.kind === 'present' ? [[pkg.name, answer.integrity] as const] : [],
    ),
  );
}
