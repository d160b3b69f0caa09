/** The time in which nothing came, and what ends it. */
export interface Silence {
  /** Takes note that something came: the time begins anew. */
  readonly hear: () => void;
  /** Measures no more. */
  readonly end: () => void;
}

const STEPS = 20;

/**
 * Measures how long nothing comes; it keeps no process alive. Steps are counted, not the time: this process may itself be
 * held up, by other work or a machine that stands still, for far longer than a server may be silent. All of
 * that is one step, and what came meanwhile is read before the next.
 *
 * @param onSilence - Called after each time of that length in which nothing came.
 */
export function createSilence(silenceMs: number, onSilence: () => void): Silence {
  let quiet = 0;
  const timer = setTimeout(() => {
    if (++quiet < STEPS) timer.refresh();
    else onSilence();
  }, silenceMs / STEPS).unref();
  return {
    hear() {
      quiet = 0;
      timer.refresh();
    },
    end: () => clearTimeout(timer),
  };
}
