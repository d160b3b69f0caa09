import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { readCheckout } from '../git/checkout.ts';
import { readTags } from '../git/tags.ts';
import type { GuardOptions } from '../guard/guard.ts';
import { nameOwner, openReleaseLedger } from '../ledger/open-ledger.ts';
import { readPackFolder } from '../pack/plan.ts';
import { readPolicy } from '../policy/policy.ts';
import { withRegistry } from '../registry/open-registry.ts';
import { PATIENCE } from '../registry/transport/transport.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { readWorkspace, type Workspace } from '../workspace/workspace.ts';
import { CLAIM_TIMES, type ClaimTimes } from './claim/held-claim.ts';
import type { ReleaseContext, ReleasePace, ReleaseSource } from './context.ts';
import { READ_BACK_TIMES, type ReadBackTimes } from './upload/judge.ts';

/** Options of a release: those of the guard, and its own. */
export interface ReleaseOptions extends GuardOptions {
  /** A one-time password for the registry. */
  readonly otp?: string | undefined;
  /** Whether tags are made. @default true */
  readonly gitTag?: boolean;
  readonly claimTimes?: Partial<ClaimTimes>;
  readonly readBackTimes?: ReadBackTimes;
}

/**
 * Reads and opens everything that a release run works with, for one use, and closes it in reverse order.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, `PLAN_INVALID`, `GIT_UNUSABLE`, `LEDGER_MISSING` and what opening
 * a ledger throws; whatever the use throws.
 */
export async function withContext<Result>(
  options: ReleaseOptions,
  use: (context: ReleaseContext) => Promise<Result>,
): Promise<Result> {
  const { cwd, env, distTag, otp, onProgress: say = () => undefined } = options;
  const workspace = await readWorkspace(cwd);
  const source = await readSource(workspace, options);
  const ledger = await openReleaseLedger(workspace.root, env);
  const owner = nameOwner(env, { host: hostname(), pid: process.pid });
  const asked = { ...source, ledger, cwd, env, owner, distTag, otp, ...choosePace(options), say };
  return withRegistry(workspace, options, async (opened) =>
    withTemporaryFolder({ purpose: 'release', say }, async (folder) => use({ ...asked, ...opened, folder })),
  );
}

/** Reads what the workspace, its plan and git say. */
async function readSource(
  workspace: Workspace,
  { planFolder, gitTag = true }: ReleaseOptions,
): Promise<ReleaseSource> {
  const { root, packages } = workspace;
  return {
    workspace,
    policy: await readPolicy(workspace),
    planned: planFolder === undefined ? undefined : await readPackFolder(planFolder, packages),
    checkout: await readCheckout(root, 'release').catch((error: unknown) => {
      if (gitTag) throw error;
      return undefined;
    }),
    tags: gitTag ? await readTags(root) : undefined,
  };
}

function choosePace({ claimTimes, patience, readBackTimes }: ReleaseOptions): ReleasePace {
  return {
    claimTimes: { ...CLAIM_TIMES, ...claimTimes },
    patience: patience ?? PATIENCE,
    readBackTimes: readBackTimes ?? READ_BACK_TIMES,
    pause: async (milliseconds) => pause(milliseconds),
  };
}
