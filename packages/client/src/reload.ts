import type { Decision } from '@verstamp/core';
import { isReloaded, openMemory, type MemoryStorage } from './memory.ts';
import { countAnswer, isDue, NO_STREAK } from './streak.ts';
import { watchUnsent } from './unsent.ts';
import type { Verifier } from './verifier.ts';

/** What reloading may be told. */
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
  readonly reload?: (() => void) | undefined;
  /** What outlives a reload. @default sessionStorage */
  readonly storage?: MemoryStorage | undefined;
  /** Where the events are dispatched and heard. @default globalThis */
  readonly target?: EventTarget | undefined;
  /** @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** The event before a reload: `preventDefault()` keeps the page, and it comes again with the next answer. */
export const RELOAD_EVENT = 'verstamp:reload';

/** What Vite dispatches where a lazy chunk could not be loaded. */
const PRELOAD_ERROR = 'vite:preloadError';

/**
 * Reloads the page when its server has moved on and the rule says that the client must move, without loops and
 * without leaving anybody behind; and once, where a chunk is gone since a deploy. What someone has typed and
 * not sent holds a reload back, and so does the app by cancelling `verstamp:reload`.
 *
 * @returns What ends it.
 */
export function reloadOnUpdate(verifier: Verifier, options: ReloadOptions = {}): () => void {
  const { answers = 5, spacingMs = 10_000, target = globalThis, now = Date.now } = options;
  const { reload = () => location.reload() } = options;
  const openStorage = (): MemoryStorage => options.storage ?? sessionStorage;
  const memory = openMemory(verifier.name, verifier.version ?? '', openStorage, isReloaded);
  const unsent = watchUnsent(target);
  let streak = NO_STREAK;
  let heard = 0;

  const ask = (decision: Decision): void => {
    const event = new CustomEvent(RELOAD_EVENT, { cancelable: true, detail: decision });
    if (unsent.isPresent() || !target.dispatchEvent(event)) return;
    // Counted first: a page that is not left after all must not be asked at once again.
    memory.add();
    streak = NO_STREAK;
    reload();
  };

  const unsubscribe = verifier.subscribe(
    (decision) => {
      heard++;
      streak = countAnswer(streak, decision.move === 'client', now(), spacingMs);
      if (isDue(streak, memory.count(), answers)) ask(decision);
    },
    { everyAnswer: true },
  );

  const onChunkGone = async (): Promise<void> => {
    const before = heard;
    await verifier.check();
    const { decision } = verifier;
    // Without an answer of now, or with that of the same build, a reload would bring the same fault back.
    if (heard === before || memory.count() || !isOtherBuild(decision)) return;
    ask(decision);
  };
  const onPreloadError = (): void => void onChunkGone();
  target.addEventListener(PRELOAD_ERROR, onPreloadError);

  return () => {
    unsubscribe();
    unsent.stop();
    target.removeEventListener(PRELOAD_ERROR, onPreloadError);
  };
}

function isOtherBuild(decision: Decision | undefined): decision is Decision {
  return (decision?.difference?.part ?? 'none') !== 'none';
}
