import type { Environment } from '../environment.ts';
import { readRecords } from '../ledger/records.ts';
import { readPackFolder } from '../pack/plan.ts';
import { believe } from '../policy/belief.ts';
import { createRegistry } from '../registry/registry.ts';
import { readRegistrySettings } from '../registry/settings.ts';
import { createTransport, PATIENCE, type Patience } from '../registry/transport.ts';
import { readWorkspace } from '../workspace/workspace.ts';
import { examineWorkspace, type GuardReport } from './examine.ts';

/** What the guard is to look at. */
export interface GuardOptions {
  readonly cwd: string;
  readonly env: Environment;
  /** The folder that `changeset pack --out-dir` wrote; without it the workspace itself is the plan. */
  readonly planFolder?: string | undefined;
  /**
   * Believes "not found" of a scoped package that a registry may hide, since it does not know who asks.
   * @default false
   */
  readonly believeNew?: boolean;
  /** The dist-tag of everything that is published. @default `publishConfig.tag`, prerelease mode, `latest` */
  readonly distTag?: string | undefined;
  /** Where published tarballs are kept once they were fetched and checked; none are without it. */
  readonly cacheFolder?: string | undefined;
  /** @default 10 s without progress, one more try */
  readonly patience?: Patience;
  /** Hears what is being done, for people. */
  readonly onProgress?: (line: string) => void;
}

/**
 * Decides, for a whole workspace, whether what would be published may be. Nothing is published.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, `PLAN_INVALID`, `PACK_FAILED`, `TARBALL_INVALID`; a
 * registry that does not answer is a verdict.
 */
export async function guardRelease(options: GuardOptions): Promise<GuardReport> {
  const { cwd, env, planFolder, onProgress = () => undefined, patience = PATIENCE } = options;
  const workspace = await readWorkspace(cwd);
  const releases =
    planFolder === undefined ? undefined : await readPackFolder(planFolder, workspace.packages);
  const settings = await readRegistrySettings(workspace.root, workspace.manager, env);
  const transport = createTransport(settings.connection, patience);
  try {
    const { cacheFolder, distTag } = options;
    const registry = createRegistry(settings, transport, {
      believeHidden: believe(workspace, options.believeNew),
      cacheFolder,
    });
    const records = await readRecords(workspace.root, env);
    return await examineWorkspace({
      workspace,
      releases,
      registry,
      settings,
      distTag,
      records,
      env,
      onProgress,
    });
  } finally {
    transport.close();
  }
}
