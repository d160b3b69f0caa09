/**
 * Gives what the work resolves to, or `undefined` where it fails or takes longer. The signal tells the work
 * to end and to let go of what it holds; work that does not listen is left behind rather than waited for.
 */
export async function settleWithin<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const late = new Promise<never>((_, reject) => signal.addEventListener('abort', reject));
    return await Promise.race([work(signal), late]);
  } catch {
    return undefined;
  }
}
