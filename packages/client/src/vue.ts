import type { Decision } from '@verstamp/core';
import { onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue';
import type { Verifier } from './verifier.ts';

/** Returns the verifier's decision as a ref, for as long as the component or scope lives. */
export function useVerifier(verifier: Verifier): Readonly<ShallowRef<Decision | undefined>> {
  const decision = shallowRef(verifier.decision);
  onScopeDispose(verifier.subscribe((changed) => (decision.value = changed)));
  return shallowReadonly(decision);
}
