import { readRecords } from '../ledger/records.ts';
import { readPackFolder } from '../pack/plan.ts';
import { withRegistry, type OpenRegistryOptions } from '../registry/open-registry.ts';
import { readWorkspace } from '../workspace/workspace.ts';
import { examineWorkspace, type GuardReport } from './examine.ts';

/** Options of the guard. */
export interface GuardOptions extends OpenRegistryOptions {
  readonly cwd: string;
  /** The folder that `changeset pack --out-dir` wrote; without it the workspace itself is the plan. */
  readonly planFolder?: string | undefined;
  /** The dist-tag of everything that is published. @default `publishConfig.tag`, prerelease mode, `latest` */
  readonly distTag?: string | undefined;
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
  const { cwd, env, planFolder, distTag, onProgress = () => undefined } = options;
  const workspace = await readWorkspace(cwd);
  const releases =
    planFolder === undefined ? undefined : await readPackFolder(planFolder, workspace.packages);
  return withRegistry(workspace, options, async (opened) => {
    const records = await readRecords(workspace.root, env);
    return examineWorkspace({ workspace, releases, ...opened, distTag, records, env, onProgress });
  });
}
