import type { Claim, ClaimedRelease, Ledger } from '@verstamp/build/revision';
import { claimLost } from '@verstamp/core/problems';

/** How long claims hold, and how long those of others are waited for. */
export interface ClaimTimes {
  /** How long a claim holds without being renewed. */
  readonly claimMs: number;
  /** How often a claim of somebody else is looked at. */
  readonly pollMs: number;
  /** How long somebody else is waited for. */
  readonly waitMs: number;
}

/** The default times: two minutes, one second, a quarter of an hour. */
export const CLAIM_TIMES: ClaimTimes = { claimMs: 120_000, pollMs: 1000, waitMs: 900_000 };

/** A claim while it is ours: renewed in the background, and asked about before each upload. */
export interface HeldClaim {
  /** Aborted when the claim is no longer ours. */
  readonly signal: AbortSignal;
  /** @throws VerstampError `CLAIM_LOST` if the claim is no longer ours; whatever the ledger throws. */
  check(): Promise<void>;
  /** Stops renewing, so that the claim ends by itself; afterwards the ledger is not being asked any more. */
  stopRenewing(): Promise<void>;
  /** Gives the claim back at once. */
  drop(): Promise<void>;
}

/** What is claimed, in which ledger, by whom. */
export interface ClaimSetRequest {
  readonly ledger: Ledger;
  readonly releases: readonly ClaimedRelease[];
  readonly owner: string;
  readonly times: ClaimTimes;
}

/** All of a set is ours, or somebody else has some of it. */
export type ClaimSetOutcome =
  | { readonly kind: 'ours'; readonly claim: HeldClaim }
  | { readonly kind: 'held'; readonly by: readonly Claim[] };

/** Claims a whole set of releases or none of it. */
export async function claimSet(request: ClaimSetRequest): Promise<ClaimSetOutcome> {
  const { ledger, releases, owner, times } = request;
  const asked = Date.now();
  const outcome = await ledger.claim({ releases, owner, durationMs: times.claimMs });
  if (outcome.kind === 'held') return outcome;
  return { kind: 'ours', claim: keep({ claim: outcome.claim, asked }, ledger, times) };
}

/** A claim as it was given. */
interface GivenClaim {
  readonly claim: Claim;
  /** When it was asked for, by the clock of this machine: it holds from then on at least. */
  readonly asked: number;
}

function keep(given: GivenClaim, ledger: Ledger, { claimMs }: ClaimTimes): HeldClaim {
  const { nonce, owner, releases } = given.claim;
  const lost = new AbortController();
  let { claim, asked: renewed } = given;
  let turn: Promise<void> = Promise.resolve();
  let isStopped = false;
  const renew = async () => {
    if (isStopped) return;
    const asked = Date.now();
    // Once it has ended somebody else may have had it, and be done with it: the ledger would not say so. When it ends is
    // written by the clock of the ledger, which may be another than ours.
    if (lost.signal.aborted || asked - renewed >= claimMs) return lost.abort();
    const outcome = await ledger.claim({ releases, owner, durationMs: claimMs, nonce });
    if (outcome.kind === 'held') return lost.abort();
    claim = outcome.claim;
    renewed = asked;
  };
  const inTurn = (): Promise<void> => {
    turn = turn.then(renew, renew);
    return turn;
  };
  // A ledger that does not answer now may answer before the claim ends; then it is renewed, or lost.
  const timer = setInterval(() => void inTurn().catch(() => undefined), claimMs / 4);
  const stopRenewing = async () => {
    clearInterval(timer);
    isStopped = true;
    // What is recorded meanwhile would be claimed again.
    await turn.catch(() => undefined);
  };
  return {
    signal: lost.signal,
    stopRenewing,
    async check() {
      // Nobody else can have had it since: a set of small packages need not ask for each of them.
      if (Date.now() - renewed >= claimMs / 8) await inTurn();
      if (lost.signal.aborted || Date.now() - renewed >= claimMs) throw claimLost({ releases });
    },
    async drop() {
      await stopRenewing();
      await ledger.drop(claim);
    },
  };
}
