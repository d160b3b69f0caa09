import { createSilence, type Silence } from '../silence.ts';

/** Ends what a server leaves without an answer. */
export interface Watchdog extends Pick<Silence, 'hear'> {
  /** Waits for an answer, and rejects when the server has been silent for too long. */
  readonly wait: <A>(answer: Promise<A>) => Promise<A>;
}

/**
 * Creates a watchdog; it keeps no process alive.
 *
 * @param onSilence - Called after each time of that length in which nothing came, whether anything was waited for or
 * not; what is waited for rejects with what it returns.
 */
export function createWatchdog(silenceMs: number, onSilence: () => Error): Watchdog {
  let stop: ((error: Error) => void) | undefined;
  const { hear } = createSilence(silenceMs, () => {
    const error = onSilence();
    stop?.(error);
  });
  return {
    hear,
    wait: (answer) =>
      new Promise((resolve, reject) => {
        stop = reject;
        answer.then((value) => {
          hear();
          resolve(value);
        }, reject);
      }),
  };
}
