import { packageUnknown } from '@verstamp/core/problems';
import { readCheckout } from '../git/checkout.ts';
import { openReleaseLedger } from '../ledger/open-ledger.ts';
import { listRecords, type RecordedRelease } from '../ledger/records.ts';
import { keyOf } from '../package-version.ts';
import { runPool } from '../pool.ts';
import { withRegistry } from '../registry/open-registry.ts';
import type { Registry } from '../registry/registry.ts';
import { digestContent } from '../tarball/content.ts';
import { readTarball } from '../tarball/tarball.ts';
import { readWorkspace, type WorkspacePackage } from '../workspace/workspace.ts';
import { askRegistry } from './facts/ask-registry.ts';
import type { GuardOptions } from './guard.ts';

/** Options of adopting what is published. */
export interface AdoptOptions extends Pick<
  GuardOptions,
  'cwd' | 'env' | 'patience' | 'believeNew' | 'cacheFolder' | 'onProgress'
> {
  /** The packages; if none are named, all of the workspace. */
  readonly names: readonly string[];
  readonly reason: string;
}

/** What the ledger has of an adopted release. */
export interface AdoptedRelease extends RecordedRelease {
  /** Published by other means before; no tag is made for it. */
  readonly adopted: true;
  readonly reason: string;
}

/**
 * Records what is published, with the tree's commit as the place that its sources are compared with from now
 * on: what differs only in ways that were there before counts as drift. What is on record already stays.
 *
 * @throws VerstampError `PACKAGE_UNKNOWN` if a name is not that of a package, `LEDGER_MISSING` if a release would have
 * no ledger either, `REGISTRY_UNREACHABLE` if anything could not be found out, `GIT_UNUSABLE` without a commit; nothing
 * is recorded then.
 */
export async function adoptReleases(options: AdoptOptions): Promise<readonly AdoptedRelease[]> {
  const { cwd, env, names, reason, onProgress } = options;
  const workspace = await readWorkspace(cwd);
  refuseUnknown(names, workspace.packages);
  const ledger = await openReleaseLedger(workspace.root, env);
  const records = await listRecords(ledger);
  const { commit } = await readCheckout(workspace.root, 'adopt');
  const wanted = workspace.packages.filter(
    (pkg) => (names.length === 0 || names.includes(pkg.name)) && !records.has(keyOf(pkg)),
  );
  const adopted = await withRegistry(workspace, options, async ({ registry }) => {
    onProgress?.(`Reading what is published of ${wanted.length} packages.`);
    return readReleases(wanted, registry, { commit, reason });
  });
  await ledger.record(adopted);
  return adopted;
}

/** Reads those of the packages that are published. */
async function readReleases(
  packages: readonly WorkspacePackage[],
  registry: Registry,
  given: { readonly commit: string; readonly reason: string },
): Promise<readonly AdoptedRelease[]> {
  const answered = await runPool(packages, async (pkg) => ({
    pkg,
    answer: await askRegistry(pkg, registry),
  }));
  const releases = await runPool(answered, async ({ pkg, answer }): Promise<readonly AdoptedRelease[]> => {
    if (answer.kind === 'unreachable') throw answer.problem;
    if (answer.kind !== 'present') return [];
    const { name, version } = pkg;
    const bytes = await registry.fetchPromised(pkg, answer);
    const { digest } = digestContent(await readTarball(bytes, keyOf(pkg)));
    const base = {
      name,
      version,
      digest,
      integrity: answer.integrity,
      registry: registry.addressOf(pkg),
      ...given,
    };
    return [{ ...base, time: new Date().toISOString(), adopted: true }];
  });
  return releases.flat();
}

/** A misspelt name would adopt nothing, and look as if it had. */
function refuseUnknown(names: readonly string[], packages: readonly Pick<WorkspacePackage, 'name'>[]): void {
  const known = packages.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw packageUnknown({ names: unknown, known });
}
