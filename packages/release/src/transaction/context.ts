import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '@verstamp/build/revision';
import type { Environment } from '../environment.ts';
import { readCheckout, type Checkout } from '../git/checkout.ts';
import { readTags, type Tags } from '../git/tags.ts';
import type { GuardOptions } from '../guard/guard.ts';
import { nameOwner, openReleaseLedger } from '../ledger/open-ledger.ts';
import { readPackFolder, type PlannedRelease } from '../pack/plan.ts';
import { readPolicy, type Policy } from '../policy/policy.ts';
import { withRegistry, type OpenRegistry } from '../registry/open-registry.ts';
import { PATIENCE, type Patience } from '../registry/transport.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { readWorkspace, type Workspace } from '../workspace/workspace.ts';
import { CLAIM_TIMES, type ClaimTimes } from './held-claim.ts';
import { READ_BACK_TIMES, type ReadBackTimes } from './judge-upload.ts';

/** Options of a release: those of the guard, and its own. */
export interface ReleaseOptions extends GuardOptions {
  /** A one-time password for the registry. */
  readonly otp?: string | undefined;
  /** Whether tags are made. @default true */
  readonly gitTag?: boolean;
  readonly claimTimes?: Partial<ClaimTimes>;
  readonly readBackTimes?: ReadBackTimes;
}

/** What is released, as the workspace, its settings, the given plan and git have it. */
export interface ReleaseSource {
  readonly workspace: Workspace;
  readonly policy: Policy;
  /** What the given plan publishes; `undefined` if the workspace itself is the plan. */
  readonly planned: readonly PlannedRelease[] | undefined;
  /** `undefined` if tags are not asked for and there is no git. */
  readonly checkout: Checkout | undefined;
  /** `undefined` if no tags are made. */
  readonly tags: Tags | undefined;
}

/** What a run asks, and writes to. */
export interface ReleaseServices extends Pick<OpenRegistry, 'registry' | 'settings'> {
  readonly ledger: Ledger;
  /** The folder that tarballs are packed into; nobody else can read it. */
  readonly folder: string;
}

/** Who wants it, from where, and how it is to go out. */
export interface ReleaseRequest {
  readonly cwd: string;
  readonly env: Environment;
  /** Who releases, as others are told. */
  readonly owner: string;
  /** The dist-tag that was given. */
  readonly distTag: string | undefined;
  readonly otp: string | undefined;
}

/** How long a run waits for registries and for other runs. */
export interface ReleasePace {
  readonly claimTimes: ClaimTimes;
  readonly patience: Patience;
  readonly readBackTimes: ReadBackTimes;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Everything that a release run works with. */
export interface ReleaseContext extends ReleaseSource, ReleaseServices, ReleaseRequest, ReleasePace {
  /** Tells people what is being done. */
  readonly say: (line: string) => void;
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
