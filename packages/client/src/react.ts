import type { Decision } from '@verstamp/core';
import { useSyncExternalStore } from 'react';
import type { Verifier } from './verifier.ts';

export type { Decision } from '@verstamp/core';

/** Gives the verifier's decision to a component, and renders it anew when the decision changes. */
export function useVerifier(verifier: Verifier): Decision | undefined {
  return useSyncExternalStore(
    verifier.subscribe,
    () => verifier.decision,
    () => undefined,
  );
}
