import type { Decision } from '@verstamp/core';
import { openMemory, type MemoryStorage } from './memory.ts';
import { createStreak } from './streak.ts';
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

/**
 * Reloads the page when its server has moved on and the rule says that the client must move, without loops and
 * without leaving anybody behind; and once, where a chunk is gone since a deploy. What someone has typed and
 * not sent holds a reload back, and so does the app by cancelling `verstamp:reload`.
 *
 * @returns What ends it.
 */
export function reloadOnUpdate(verifier: Verifier, options: ReloadOptions = {}): () => void {
  const {
    answers = 5,
    spacingMs = 10_000,
    reload = () => location.reload(),
    storage,
    target = globalThis,
    now = Date.now,
  } = options;
  const ended = new AbortController();
  const { signal } = ended;
  const memory = openMemory(verifier.name, verifier.version, storage);
  const isUnsent = watchUnsent(target, signal);
  const countAnswer = createStreak(spacingMs);
  let heard: Decision | undefined;

  const ask = (detail: Decision): void => {
    if (isUnsent() || !target.dispatchEvent(new CustomEvent(RELOAD_EVENT, { cancelable: true, detail })))
      return;
    // Counted first: a page that is not left after all must not be asked at once again.
    memory.add();
    countAnswer(false, 0);
    reload();
  };

  const unsubscribe = verifier.subscribe(
    (decision) => {
      heard = decision;
      const count = countAnswer(decision.move === 'client', now());
      // Each reload that brought back the same build doubles what the next one takes: so a half-done deploy
      // makes no loop, and nobody is left behind for good.
      if (count && count >= answers * 2 ** memory.count()) ask(decision);
    },
    { everyAnswer: true },
  );

  const onChunkGone = async (): Promise<void> => {
    heard = undefined;
    await verifier.check();
    // Without an answer of now, or with that of the same build, a reload would bring the same fault back.
    const decision = heard as Decision | undefined;
    if (decision?.difference?.client && !memory.count()) ask(decision);
  };
  // What Vite dispatches where a lazy chunk could not be loaded.
  target.addEventListener('vite:preloadError', onChunkGone, { signal });

  return () => {
    unsubscribe();
    ended.abort();
  };
}
