import type { ReloadRequest } from './reload.ts';
import { settleWithin } from './timeout.ts';

/** Options of {@link renewAndReload}. */
export interface RenewOptions extends Partial<ReloadRequest> {
  /**
   * How long the service worker's update may take, in milliseconds; after that the page is reloaded all the same.
   * @default 10_000
   */
  readonly timeoutMs?: number | undefined;
}

/**
 * Updates the page's service worker, asks one that waits to take over, and reloads the page: a worker that answers
 * with a cached shell would bring the old build back once more. To be given to `reloadOnUpdate` as its `reload`.
 */
export async function renewAndReload({
  timeoutMs = 10_000,
  mayReload = () => true,
}: RenewOptions = {}): Promise<void> {
  await settleWithin(timeoutMs, async (signal) => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
    const next = registration?.installing ?? registration?.waiting;
    if (next) await takeOver(next, signal);
  });
  // Someone may have begun to type meanwhile.
  if (mayReload()) location.reload();
}

/** Resolves once a worker is in charge, or has failed. */
function takeOver(worker: ServiceWorker, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve();
      // What Workbox's workers listen for; those that do not wait never get there.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
      else if (worker.state === 'installed') worker.postMessage({ type: 'SKIP_WAITING' });
    };
    worker.addEventListener('statechange', look, { signal });
    look();
  });
}
