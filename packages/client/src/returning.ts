import type { Verifier } from './verifier.ts';

/** Options of {@link checkOnReturn}. */
export interface ReturnOptions {
  /**
   * The shortest time between two checks, in milliseconds.
   * @default 10_000
   */
  readonly spacingMs?: number | undefined;
}

/**
 * Checks when someone comes back: the window gets the focus, the page is shown again, the network is back.
 *
 * @returns A function that ends it.
 */
export function checkOnReturn(verifier: Verifier, options: ReturnOptions = {}): () => void {
  const { spacingMs = 10_000 } = options;
  let last = 0;
  const check = (): void => {
    const now = Date.now();
    // Clocks may be set back.
    if (document.hidden || Math.abs(now - last) < spacingMs) return;
    last = now;
    void verifier.check();
  };
  const ended = new AbortController();
  const { signal } = ended;
  // A change of visibility is told to the document, and bubbles.
  for (const event of ['focus', 'online', 'pageshow', 'visibilitychange'])
    addEventListener(event, check, { signal });
  return () => ended.abort();
}
