/** Ends what a server leaves without an answer. */
export interface Watchdog {
  /** Takes note that something came: the time without an answer begins anew. */
  readonly hear: () => void;
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
  let heard = 0;
  let stop: ((error: Error) => void) | undefined;
  const timer = setTimeout(() => {
    const before = heard;
    // What came while this process itself was held up is read first.
    setImmediate(() => {
      if (heard === before) {
        const error = onSilence();
        stop?.(error);
      }
    });
  }, silenceMs).unref();
  const hear = (): void => {
    heard++;
    timer.refresh();
  };
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
