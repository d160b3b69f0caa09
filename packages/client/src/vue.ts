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
  // Vue takes over what a server has rendered as it is, and leaves what differs. So neither begins with a decision: the
  // server's own is none of the page's.
  const isShared = instance && (instance.vnode.el || inject(ssrContextKey, undefined));
  const decision = shallowRef(isShared ? undefined : verifier.decision);
  const listen = (): void => {
    decision.value = verifier.decision;
    onScopeDispose(verifier.subscribe((changed) => (decision.value = changed)));
  };
  // What is set up by one component may live longer, or shorter, than that.
  const scope = getCurrentScope();
  // A component that a server renders is never mounted, and its scope never disposed of.
  if (instance?.isMounted === false) onMounted(() => scope?.run(listen));
  else listen();
  return shallowReadonly(decision);
}
