/** Does one thing after the other, in the order in which they were asked for. */
export type Enqueue = <T>(act: () => Promise<T>) => Promise<T>;

/**
 * Creates a queue.
 *
 * @param hold - Told whether the process must go on for what is in the queue; at first it is taken to.
 */
export function createQueue(hold: (isHeld: boolean) => void): Enqueue {
  let last: Promise<unknown> | undefined;
  let waiting = 0;
  let isHeld = true;
  const release = (): void => {
    if (waiting > 0 || !isHeld) return;
    isHeld = false;
    hold(false);
  };
  const end = (): void => {
    if (--waiting > 0) return;
    last = undefined;
    // A process that asks one thing after the other is held all the while: to change that costs a tenth of an answer.
    setImmediate(release);
  };
  return (act) => {
    waiting++;
    if (!isHeld) hold(true);
    isHeld = true;
    const turn = last ? last.then(act) : act();
    last = turn.then(end, end);
    return turn;
  };
}
