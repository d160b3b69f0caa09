import type { Verifier } from './verifier.ts';

/**
 * Starts one poll for all tabs of an application: one of them asks, and what it hears the others hear. When it is
 * closed, another takes over. Each tab asks once when it begins, and decides by its own version. Where there
 * are no Web Locks, or they are forbidden, every tab polls by itself.
 *
 * @returns A function that ends it.
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
  const { signal } = ended;
  channel.addEventListener('message', ({ data }) => verifier.see(data));
  let unsubscribe: (() => void) | undefined;
  // Only the tab that polls tells the others: what they hear is not told again.
  const lead = (): Promise<unknown> => {
    unsubscribe = verifier.subscribe(
      (_, seen) => {
        // Only documents: responses cannot be sent, and a refusal concerns only the tab that was refused.
        if ((seen as { readonly name?: unknown } | undefined)?.name === verifier.name)
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin
          channel.postMessage(seen);
      },
      { everyAnswer: true },
    );
    verifier.start();
    return new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  // Rejects when it is ended while another tab leads, and at once if locks are forbidden, as in a sandbox.
  locks.request(name, { signal }, lead).catch(() => signal.aborted || verifier.start());
  void verifier.check();
  return () => {
    ended.abort();
    verifier.stop();
    unsubscribe?.();
    channel.close();
  };
}
