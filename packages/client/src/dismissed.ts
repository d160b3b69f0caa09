import type { Decision } from '@verstamp/core';

/** The part of a web storage that is used. */
export type MemoryStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Knows which decision someone does not want to be told again. */
export interface Dismissed {
  readonly has: (decision: Decision) => boolean;
  readonly add: (decision: Decision) => void;
}

/** Remembers the last decision that was dismissed, beyond the page where storage allows it. */
export function openDismissed(name: string, storage?: MemoryStorage): Dismissed {
  const key = `verstamp:${name}:dismissed`;
  let last: string | null = null;
  try {
    last = (storage ?? sessionStorage).getItem(key);
  } catch {
    // Without storage a dismissal holds as long as the page.
  }
  return {
    has: ({ verdict, server }) => `${verdict} ${server}` === last,
    add: ({ verdict, server }) => {
      last = `${verdict} ${server}`;
      try {
        (storage ?? sessionStorage).setItem(key, last);
      } catch {
        // As above.
      }
    },
  };
}
