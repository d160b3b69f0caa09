import type { Ledger } from '@verstamp/build/revision';
import type { Environment } from '../environment.ts';
import type { Checkout } from '../git/checkout.ts';
import type { Tags } from '../git/tags.ts';
import type { PlannedRelease } from '../pack/plan.ts';
import type { Policy } from '../policy/policy.ts';
import type { OpenRegistry } from '../registry/open-registry.ts';
import type { Patience } from '../registry/transport/transport.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ClaimTimes } from './claim/held-claim.ts';
import type { ReadBackTimes } from './upload/judge.ts';

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
