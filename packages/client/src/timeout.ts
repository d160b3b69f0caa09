/**
 * Gives what the work resolves to, or `undefined` where it fails or takes longer. The signal tells the work
 * to end and to let go of what it holds; work that does not listen is left behind rather than waited for.
 */
export async function settleWithin<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const controller = new AbortController();
  let timer: unknown;
  try {
    return await Promise.race([
      work(controller.signal),
      new Promise<undefined>((resolve) => (timer = setTimeout(resolve, timeoutMs))),
    ]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer as number);
    controller.abort();
  }
}
