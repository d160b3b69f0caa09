import type { Verifier } from './verifier.ts';

/**
 * Starts one poll for all tabs of an application: one of them asks, and what it hears the others hear. When it is
 * closed, another takes over. Each tab asks once when it begins, and decides by its own version. Without Web Locks
 * every tab polls by itself.
 *
 * @returns What ends it.
 */
export function startShared(verifier: Verifier): () => void {
  const { locks } = navigator;
  if (!locks) {
    verifier.start();
    return verifier.stop;
  }
  const name = `verstamp:${verifier.name}`;
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  let isHearing = false;
  channel.addEventListener('message', ({ data }) => {
    isHearing = true;
    verifier.see(data);
    isHearing = false;
  });
  const share = (seen: unknown): void => {
    // Only documents: responses cannot be sent, and what a refusal says is for the one who was refused.
    if (isHearing || (seen as { readonly name?: unknown } | undefined)?.name !== verifier.name) return;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin
    channel.postMessage(seen);
  };
  const unsubscribe = verifier.subscribe((_, seen) => share(seen), { everyAnswer: true });
  const lead = async (): Promise<void> => {
    verifier.start();
    await new Promise((resolve) => ended.signal.addEventListener('abort', resolve));
  };
  // Rejects when it is ended while another tab leads.
  locks.request(name, { signal: ended.signal }, lead).catch(() => {});
  void verifier.check();
  return () => {
    ended.abort();
    verifier.stop();
    unsubscribe();
    channel.close();
  };
}
