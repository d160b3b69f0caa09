import type { Release } from '@verstamp/build/revision';
import { packageUnknown } from '@verstamp/core/problems';
import { readCheckout } from '../git/checkout.ts';
import { openMemory } from '../ledger/memory.ts';
import { listRecords, keyOf } from '../ledger/records.ts';
import { believe } from '../policy/belief.ts';
import { runPool } from '../pool.ts';
import { createRegistry } from '../registry/registry.ts';
import { readRegistrySettings } from '../registry/settings.ts';
import { createTransport, PATIENCE } from '../registry/transport.ts';
import { digestContent } from '../tarball/content.ts';
import { readTarball } from '../tarball/tarball.ts';
import { readWorkspace, type WorkspacePackage } from '../workspace/workspace.ts';
import { findPublished } from './facts.ts';
import type { GuardOptions } from './guard.ts';

/** What is adopted, and why. */
export interface AdoptOptions extends Pick<
  GuardOptions,
  'cwd' | 'env' | 'patience' | 'believeNew' | 'cacheFolder' | 'onProgress'
> {
  /** The packages; all of the workspace where there are none. */
  readonly names: readonly string[];
  readonly reason: string;
}

/** What stands in the ledger for it. */
export interface AdoptedRelease extends Release {
  /** Published by other means before; no tag is made for it. */
  readonly adopted: true;
  readonly reason: string;
}

/**
 * Records what is published, with the tree's commit as the place that its sources are compared with from now
 * on: what differs only in ways that were there before counts as drift. What is on record already stays.
 *
 * @throws VerstampError `PACKAGE_UNKNOWN` where a name is no package's, `LEDGER_MISSING` where a release would have no memory
 * either, `REGISTRY_UNREACHABLE` where anything could not be found out, `GIT_UNUSABLE` without a commit; nothing is recorded then.
 */
export async function adoptReleases(options: AdoptOptions): Promise<readonly AdoptedRelease[]> {
  const { cwd, env, names, patience = PATIENCE, onProgress = () => undefined } = options;
  const workspace = await readWorkspace(cwd);
  refuseUnknown(names, workspace.packages);
  const ledger = await openMemory(workspace.root, env);
  const records = await listRecords(ledger);
  const { commit } = await readCheckout(workspace.root, 'adopt');
  const settings = await readRegistrySettings(workspace.root, workspace.manager, env);
  const transport = createTransport(settings.connection, patience);
  const { believeNew, cacheFolder } = options;
  const registry = createRegistry(settings, transport, {
    believeHidden: believe(workspace, believeNew),
    cacheFolder,
  });
  const wanted = workspace.packages.filter(
    (pkg) => (names.length === 0 || names.includes(pkg.name)) && !records.has(keyOf(pkg)),
  );
  try {
    onProgress(`Reading what is published of ${wanted.length} packages.`);
    const found = await findPublished(wanted, registry);
    const adopt = async (pkg: WorkspacePackage): Promise<readonly AdoptedRelease[]> => {
      const answer = found.get(pkg.name);
      if (answer?.kind === 'unreachable') throw answer.problem;
      if (answer?.kind !== 'present') return [];
      const { name, version } = pkg;
      const bytes = await registry.download(pkg, answer);
      const { digest } = digestContent(await readTarball(bytes, keyOf(pkg)));
      const base = { name, version, digest, integrity: answer.integrity, commit, reason: options.reason };
      return [{ ...base, time: new Date().toISOString(), adopted: true }];
    };
    const adopted = (await runPool(wanted, adopt)).flat();
    await ledger.record(adopted);
    return adopted;
  } finally {
    transport.close();
  }
}

/** A misspelt name would adopt nothing, and look as if it had. */
function refuseUnknown(names: readonly string[], packages: readonly Pick<WorkspacePackage, 'name'>[]): void {
  const known = packages.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw packageUnknown({ names: unknown, known });
}
