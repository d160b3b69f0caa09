import type { Verifier } from './verifier.ts';

/** What checking on return may be told. */
export interface ReturnOptions {
  /**
   * The shortest time between two checks, in milliseconds.
   * @default 10_000
   */
  readonly spacingMs?: number | undefined;
  /** @default Date.now */
  readonly now?: (() => number) | undefined;
}

const EVENTS = ['focus', 'online', 'pageshow'] as const;

/**
 * Checks when someone comes back: the window gets the focus, the page is shown again, the network is back.
 *
 * @returns What ends it.
 */
export function checkOnReturn(verifier: Verifier, options: ReturnOptions = {}): () => void {
  const { spacingMs = 10_000, now = Date.now } = options;
  let last = -Infinity;
  const check = (): void => {
    if (document.visibilityState === 'hidden' || now() - last < spacingMs) return;
    last = now();
    void verifier.check();
  };
  for (const event of EVENTS) addEventListener(event, check);
  document.addEventListener('visibilitychange', check);
  return () => {
    for (const event of EVENTS) removeEventListener(event, check);
    document.removeEventListener('visibilitychange', check);
  };
}
