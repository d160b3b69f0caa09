/**
 * Resolves to what the work does, or to `undefined` if it fails or takes longer. The signal tells the work
 * to end and to let go of what it holds; work that does not listen is left behind rather than waited for.
 */
export function settleWithin<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    // More than timers take would be an error.
    const signal = AbortSignal.timeout(Math.min(timeoutMs, 2e9));
    const fail = (): void => resolve(undefined);
    signal.addEventListener('abort', fail);
    work(signal).then(resolve, fail);
  });
}
