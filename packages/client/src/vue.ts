import type { Decision } from '@verstamp/core';
import {
  getCurrentInstance,
  getCurrentScope,
  inject,
  onMounted,
  onScopeDispose,
  shallowReadonly,
  shallowRef,
  ssrContextKey,
  type ShallowRef,
} from 'vue';
import type { Verifier } from './verifier.ts';

export type { Decision } from '@verstamp/core';

/** Returns the verifier's decision as a ref, for as long as the component or scope lives. */
export function useVerifier(verifier: Verifier): Readonly<ShallowRef<Decision | undefined>> {
  const instance = getCurrentInstance();
  const isOnServer = instance && inject(ssrContextKey, undefined);
  // Vue takes over what a server has rendered as it is, and leaves what differs.
  const isTakingOver = instance?.isMounted === false && instance.vnode.el;
  // So neither begins with a decision: the server's own is none of the page's.
  const decision = shallowRef(isOnServer || isTakingOver ? undefined : verifier.decision);
  const listen = (): void => {
    decision.value = verifier.decision;
    onScopeDispose(verifier.subscribe((changed) => (decision.value = changed)));
  };
  // What is set up by one component may live longer, or shorter, than that.
  const scope = getCurrentScope();
  if (isTakingOver) onMounted(() => scope?.run(listen));
  // What a server renders is never disposed of.
  else if (!isOnServer) listen();
  return shallowReadonly(decision);
}
