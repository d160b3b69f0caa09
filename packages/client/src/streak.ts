/** Counts how many answers running said that this client is behind. */
export type Streak = (isBehind: boolean, at: number) => number;

/**
 * Creates a count that begins anew with every answer that says otherwise. Answers that come close behind each
 * other are likely to be of the same server, and count as one.
 */
export function createStreak(spacingMs: number): Streak {
  let count = 0;
  let counted = -Infinity;
  return (isBehind, at) => {
    if (!isBehind) count = 0;
    else if (at - counted >= spacingMs) {
      count++;
      counted = at;
    }
    return count;
  };
}
