import type { Verifier } from './verifier.ts';

/**
 * Starts one poll for all tabs with the same build of an application and the same address of its document: one of them
 * asks, and what it hears the others hear. When it is closed or left, another takes over. Each tab asks once when it
 * begins. Where there are no Web Locks, or they are forbidden, every tab polls by itself. Not for dedicated workers, which
 * hear nothing of their page's being left.
 *
 * @returns A function that ends it.
 */
export function startShared(verifier: Verifier): () => void {
  const ended = new AbortController();
  let leave = verifier.stop;
  try {
    addEventListener(
      'pageshow',
      ({ persisted }: Partial<PageTransitionEvent>) => persisted && (leave = join(verifier)),
      ended,
    );
    leave = join(verifier);
    // The browser may keep a page that is left, to show it again: it runs nothing, but would go on leading, or be next.
    addEventListener('pagehide', () => leave(), ended);
  } catch {
    // Node has no pages, some browsers of old have no channels, and Firefox forbids them along with cookies.
    ended.abort();
    verifier.start();
  }
  return () => {
    ended.abort();
    leave();
  };
}

/** Joins the tabs; the result leaves them. */
function join({ name, version, documentUrl, see, check, start, stop, subscribe }: Verifier): () => void {
  // A leader tells what it could judge: one without a version tells nothing.
  const key = `verstamp:${name} ${version} ${documentUrl}`;
  const channel = new BroadcastChannel(key);
  const left = new AbortController();
  const { signal } = left;
  channel.addEventListener('message', ({ data }) => see(data));
  // Only the tab that polls tells the others: what they hear is not told again.
  const lead = async (): Promise<void> => {
    const unsubscribe = subscribe(
      (_, seen) => {
        // Only documents: responses cannot be sent, and a refusal concerns only the tab that was refused.
        if ((seen as { readonly name?: unknown } | undefined)?.name === name)
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin
          channel.postMessage(seen);
      },
      { everyAnswer: true },
    );
    start();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    unsubscribe();
  };
  const poll = async (): Promise<void> => {
    try {
      await navigator.locks.request(key, left, lead);
    } catch {
      // It left while another tab leads, or there are no locks, or they are forbidden, as in a sandbox.
      if (!signal.aborted) start();
    }
  };
  void poll();
  void check();
  return () => {
    left.abort();
    stop();
    channel.close();
  };
}
