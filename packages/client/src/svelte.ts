import type { Decision } from '@verstamp/core';
import type { Verifier } from './verifier.ts';

export type { Decision } from '@verstamp/core';

/** What Svelte calls a readable store. */
export interface VerifierStore {
  readonly subscribe: (run: (decision: Decision | undefined) => void) => () => void;
}

/** Returns the verifier's decision as a store, to be read as `$store`. */
export function toStore(verifier: Verifier): VerifierStore {
  return {
    subscribe: (run) => {
      run(verifier.decision);
      return verifier.subscribe((decision) => run(decision));
    },
  };
}
