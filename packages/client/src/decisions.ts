import type { Decision } from '@verstamp/core';
import type { Verifier } from './verifier.ts';

/** Options of {@link readDecisions}. */
export interface DecisionsOptions {
  /** Ends the reading, without an error. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Yields the verifier's decision now, if there is one, and each later one that differs, for `for await`. A slow
 * reader gets the last one: what was decided before it no longer holds.
 */
export async function* readDecisions(
  verifier: Verifier,
  { signal }: DecisionsOptions = {},
): AsyncGenerator<Decision, void, undefined> {
  let next = verifier.decision;
  let wake: (() => void) | undefined;
  const onAbort = (): void => wake?.();
  const unsubscribe = verifier.subscribe((decision) => {
    next = decision;
    wake?.();
  });
  signal?.addEventListener('abort', onAbort);
  try {
    for (;;) {
      if (signal?.aborted) return;
      const decision = next;
      next = undefined;
      if (decision) yield decision;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', onAbort);
  }
}
