/**
 * Gives what the work resolves to, or `undefined` where it fails or takes longer. The signal tells the work
 * to end; work that does not listen is left behind rather than waited for.
 */
export function settleWithin<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const controller = new AbortController();
  return new Promise((resolve) => {
    const giveUp = (): void => resolve(undefined);
    const timer = setTimeout(() => {
      controller.abort();
      giveUp();
    }, timeoutMs);
    work(controller.signal)
      .then(resolve, giveUp)
      .finally(() => clearTimeout(timer));
  });
}
