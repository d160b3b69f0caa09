/** What an error of a client means: no answer came, it may pass by itself, or the server said no. */
export type Mishap = 'lost' | 'passing' | 'refused';

/** How an attempt failed. */
export interface Failure {
  readonly mishap: Mishap;
  /** Whether there was a connection, open and checked. */
  readonly wasOpen: boolean;
  /** How many attempts failed before this one. */
  readonly failed: number;
  /** How much longer the server may leave a question unanswered. */
  readonly leftMs: number;
}

const MOST_FAILED = 20;
const LONGEST_PAUSE_MS = 1000;

/**
 * Decides how long to wait before the next attempt, in milliseconds; `undefined` if there is to be none.
 *
 * @param random - From 0 to 1, so that those who lost a server together do not come back together.
 */
export function decidePause(failure: Failure, random: number): number | undefined {
  const { mishap, wasOpen, failed, leftMs } = failure;
  // A process that never had a connection learns at once that there is none; one that lost it waits for the server.
  const mayPass = mishap === 'passing' || (mishap === 'lost' && (wasOpen || failed > 0));
  const pauseMs = random * Math.min(LONGEST_PAUSE_MS, 25 * 2 ** failed);
  // The time may have gone by in this process, which was held up: one more attempt at least.
  const isInTime = failed === 0 || pauseMs < leftMs;
  return mayPass && failed < MOST_FAILED && isInTime ? pauseMs : undefined;
}
