/** How many answers running said that this client is behind, and when the last of them was counted. */
export interface Streak {
  readonly count: number;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** What a streak begins with. */
export const NO_STREAK: Streak = { count: 0, at: -Infinity };

/**
 * Counts one more answer. One that says otherwise ends the streak; those that come close behind each other are
 * likely to be of the same server, and count as one.
 */
export function countAnswer(streak: Streak, isBehind: boolean, at: number, spacingMs: number): Streak {
  if (!isBehind) return NO_STREAK;
  return at - streak.at < spacingMs ? streak : { count: streak.count + 1, at };
}

/**
 * Tells whether a streak calls for a reload. Each reload that brought back the same build doubles what the next
 * one takes: so a half-done deploy makes no loop, and nobody is left behind for good.
 */
export function isDue({ count }: Streak, reloads: number, answers: number): boolean {
  return count >= answers * 2 ** reloads;
}
