import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '@verstamp/build/revision';
import type { Environment } from '../environment.ts';
import { readCheckout, type Checkout } from '../git/checkout.ts';
import { readTags, type Tags } from '../git/tags.ts';
import type { GuardOptions } from '../guard/guard.ts';
import { nameOwner, openReleaseLedger } from '../ledger/open-ledger.ts';
import { readPackFolder, type PlannedRelease } from '../pack/plan.ts';
import { readPolicy, type Policy } from '../policy/policy.ts';
import { openRegistry } from '../registry/open-registry.ts';
import type { Registry } from '../registry/registry.ts';
import type { RegistrySettings } from '../registry/settings.ts';
import { PATIENCE, type Patience } from '../registry/transport.ts';
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

/** Everything that a release run works with. */
export interface ReleaseContext {
  readonly cwd: string;
  readonly env: Environment;
  readonly workspace: Workspace;
  readonly policy: Policy;
  /** What the given plan publishes; `undefined` if the workspace itself is the plan. */
  readonly planned: readonly PlannedRelease[] | undefined;
  readonly settings: RegistrySettings;
  readonly registry: Registry;
  readonly ledger: Ledger;
  /** Who releases, as others are told. */
  readonly owner: string;
  /** `undefined` if tags are not asked for and there is no git. */
  readonly checkout: Checkout | undefined;
  /** `undefined` if no tags are made. */
  readonly tags: Tags | undefined;
  /** The folder that tarballs are packed into; nobody else can read it. */
  readonly folder: string;
  /** The dist-tag that was given. */
  readonly distTag: string | undefined;
  readonly otp: string | undefined;
  readonly claimTimes: ClaimTimes;
  readonly patience: Patience;
  readonly readBackTimes: ReadBackTimes;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Tells people what is being done. */
  readonly say: (line: string) => void;
  /** Closes the connections, and removes the folder. */
  close(): Promise<void>;
}

/**
 * Reads and opens everything that a release run works with.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, `PLAN_INVALID`, `GIT_UNUSABLE`, `LEDGER_MISSING` and what opening
 * a ledger throws.
 */
export async function openContext(options: ReleaseOptions): Promise<ReleaseContext> {
  const { cwd, env, distTag, otp, patience = PATIENCE } = options;
  const workspace = await readWorkspace(cwd);
  const state = await readState(workspace, options);
  const { registry, settings, close } = await openRegistry(workspace, options);
  const folder = await mkdtemp(join(tmpdir(), 'verstamp-release-'));
  return {
    cwd,
    env,
    workspace,
    ...state,
    settings,
    registry,
    owner: nameOwner(env, { host: hostname(), pid: process.pid }),
    folder,
    distTag,
    otp,
    claimTimes: { ...CLAIM_TIMES, ...options.claimTimes },
    patience,
    readBackTimes: options.readBackTimes ?? READ_BACK_TIMES,
    pause: async (milliseconds) => pause(milliseconds),
    say: options.onProgress ?? (() => undefined),
    async close() {
      close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Reads what the workspace, its plan and git say, and opens the ledger. */
async function readState(
  workspace: Workspace,
  { env, planFolder, gitTag = true }: ReleaseOptions,
): Promise<Pick<ReleaseContext, 'policy' | 'planned' | 'checkout' | 'tags' | 'ledger'>> {
  const { root, packages } = workspace;
  return {
    policy: await readPolicy(workspace),
    planned: planFolder === undefined ? undefined : await readPackFolder(planFolder, packages),
    checkout: await readCheckout(root, 'release').catch((error: unknown) => {
      if (gitTag) throw error;
      return undefined;
    }),
    tags: gitTag ? await readTags(root) : undefined,
    ledger: await openReleaseLedger(root, env),
  };
}
