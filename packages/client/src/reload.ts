import { recallReloads, remember } from './memory.ts';
import { watchUnsent } from './unsent.ts';
import type { Verifier } from './verifier.ts';

/** Options of {@link reloadOnUpdate}. */
export interface ReloadOptions {
  /**
   * How many answers running must say that this client has to move.
   * @default 5
   */
  readonly answers?: number | undefined;
  /**
   * Answers closer to each other than this count as one, in milliseconds.
   * @default 10_000
   */
  readonly spacingMs?: number | undefined;
  /** @default location.reload */
  readonly reload?: ((request: ReloadRequest) => void) | undefined;
}

/** What a `reload` is given that first takes some time. */
export interface ReloadRequest {
  /** Asks once more whether nothing unsent is in the page, and the app. */
  readonly mayReload: () => boolean;
}

/** The event before a reload: `preventDefault()` keeps the page, and it comes again with the next answer. */
export const RELOAD_EVENT = 'verstamp:reload';

/**
 * Reloads the page when its server has moved on and the rule says that the client must move, without loops and
 * without leaving anybody behind; and once, if a chunk is gone since a deploy. What someone has typed and
 * not sent holds a reload back, and so does the app by cancelling `verstamp:reload`.
 *
 * @returns A function that ends it.
 */
export function reloadOnUpdate(verifier: Verifier, options: ReloadOptions = {}): () => void {
  const { answers = 5, spacingMs = 10_000, reload = () => location.reload() } = options;
  const ended = new AbortController();
  const { signal } = ended;
  const isUnsent = watchUnsent(signal);
  const build = `verstamp:${verifier.name} ${verifier.version}`;
  let reloads = recallReloads(build);
  let count = 0;
  let countedAt = 0;
  let isChunkGone: boolean | undefined;

  const unsubscribe = verifier.subscribe(
    (detail) => {
      const now = Date.now();
      if (detail.move !== 'client') {
        count = 0;
      } else if (Math.abs(now - countedAt) >= spacingMs) {
        // Answers that come closer to each other are likely to be of the same server. Clocks may be set back.
        count++;
        countedAt = now;
      }
      // Each reload that brought back the same build doubles what the next one takes: so a half-done deploy makes no
      // loop, and nobody is left behind for good.
      const hasEnoughAnswers = count && count >= answers * 2 ** reloads;
      // With the same build, a reload would bring the same fault back.
      const isDue = isChunkGone ? detail.difference?.client && !reloads : hasEnoughAnswers;
      const before = { reloads, count };
      const mayReload = (): boolean => {
        // What someone typed and did not send keeps the page, and so does the app if it cancels the event.
        const may = !isUnsent() && dispatchEvent(new CustomEvent(RELOAD_EVENT, { cancelable: true, detail }));
        // Counted first: a page that is not left after all must not be asked at once again.
        count = may ? 0 : before.count;
        remember(build, (reloads = before.reloads + Number(may)));
        return may;
      };
      if (isDue && mayReload()) reload({ mayReload });
    },
    { everyAnswer: true },
  );

  // Vite dispatches it if a lazy chunk could not be loaded; only an answer of now says why.
  const onChunkGone = async (): Promise<void> => {
    isChunkGone = true;
    await verifier.check();
    isChunkGone = false;
  };
  addEventListener('vite:preloadError', onChunkGone, { signal });

  return () => {
    unsubscribe();
    ended.abort();
  };
}
