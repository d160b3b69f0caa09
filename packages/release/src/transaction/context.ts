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

/** What is to be released, and how: the guard's options, and the release's own. */
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
  readonly planned: readonly PlannedRelease[] | undefined;
  readonly settings: RegistrySettings;
  readonly registry: Registry;
  readonly ledger: Ledger;
  readonly owner: string;
  /** `undefined` where tags are not asked for and there is no git. */
  readonly checkout: Checkout | undefined;
  /** `undefined` where no tags are made. */
  readonly tags: Tags | undefined;
  /** Where tarballs are packed; nobody else can read it. */
  readonly folder: string;
  readonly distTag: string | undefined;
  readonly otp: string | undefined;
  readonly claimTimes: ClaimTimes;
  readonly patience: Patience;
  readonly readBackTimes: ReadBackTimes;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
  close(): Promise<void>;
}

/**
 * Reads and opens everything that a release run works with.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, `PLAN_INVALID`, `GIT_UNUSABLE`, `LEDGER_MISSING` and what opening
 * a ledger throws.
 */
export async function openContext(options: ReleaseOptions): Promise<ReleaseContext> {
  const { cwd, env, gitTag = true, patience = PATIENCE } = options;
  const workspace = await readWorkspace(cwd);
  const { root, packages } = workspace;
  const policy = await readPolicy(workspace);
  const { planFolder } = options;
  const planned = planFolder === undefined ? undefined : await readPackFolder(planFolder, packages);
  const checkout = await readCheckout(root, 'release').catch((error: unknown) => {
    if (gitTag) throw error;
    return undefined;
  });
  const tags = gitTag ? await readTags(root) : undefined;
  const ledger = await openReleaseLedger(root, env);
  const { registry, settings, close } = await openRegistry(workspace, options);
  const folder = await mkdtemp(join(tmpdir(), 'verstamp-release-'));
  return {
    cwd,
    env,
    workspace,
    policy,
    planned,
    settings,
    registry,
    ledger,
    owner: nameOwner(env, { host: hostname(), pid: process.pid }),
    checkout,
    tags,
    folder,
    distTag: options.distTag,
    otp: options.otp,
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
