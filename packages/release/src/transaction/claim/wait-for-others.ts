import type { Claim, Ledger } from '@verstamp/build/revision';
import { releaseHeld } from '@verstamp/core/problems';
import type { ClaimTimes } from './held-claim.ts';

/** Options of waiting for claims of others. */
export interface WaitOptions {
  readonly by: readonly Claim[];
  readonly times: Pick<ClaimTimes, 'pollMs'>;
  /** When the waiting ends, in milliseconds since 1970. */
  readonly deadline: number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/**
 * Waits until claims of others are recorded, given back or ended.
 *
 * @throws VerstampError `RELEASE_HELD` if they outlast the deadline.
 */
export async function waitForOthers(
  ledger: Ledger,
  { by, times, deadline, pause }: WaitOptions,
): Promise<void> {
  const nonces = new Set(by.map(({ nonce }) => nonce));
  for (;;) {
    const { claims } = await ledger.read();
    const holder = claims.find(({ nonce }) => nonces.has(nonce));
    if (!holder) return;
    if (Date.now() >= deadline) throw releaseHeld(holder);
    await pause(times.pollMs);
  }
}
