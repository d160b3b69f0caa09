import type { Subject } from '../source.ts';
import type { Queue } from './queue.ts';
import { FRESH_MS, isFresh } from './share.ts';

/** Options of leases. */
export interface LeaseOptions {
  /** Issues a block on the remote, and returns its first number. */
  readonly issue: (subject: Subject, count: number) => Promise<number>;
  /** Joins the processes of this machine that ask the same remote. */
  readonly enterQueue: () => Promise<Queue>;
  /** The most numbers that are taken at once. */
  readonly mostLeased: number;
  /** Tells the time, in milliseconds since 1970. */
  readonly now: () => number;
}

interface Lease {
  next: number;
  last: number;
  /** Until when the numbers may be handed out. */
  until: number;
  /** Until when an asker counts as one that asks often. */
  busyUntil: number;
  size: number;
}

/**
 * Makes single numbers out of leased blocks, which grow for a process that asks often; one asker after the other. What is
 * left of a block after {@link FRESH_MS} is left out, or it would fall behind what other machines got meanwhile.
 */
export function createLeases({
  issue,
  enterQueue,
  mostLeased,
  now,
}: LeaseOptions): (subject: Subject) => Promise<number> {
  const leases = new Map<string, Lease>();
  let processes: Promise<Queue> | undefined;
  let turns: Promise<unknown> = Promise.resolve();
  const renew = async (subject: Subject, lease: Lease): Promise<void> => {
    const queue = await (processes ??= enterQueue());
    const wanted = { name: subject.name, count: lease.size, after: lease.last };
    const { first, count } = await queue.issue(wanted, async (most) => issue(subject, most));
    lease.next = first;
    lease.last = first + (count - 1);
    // Counted from here: on a busy machine numbers may have waited long for this process.
    lease.until = now() + FRESH_MS;
    lease.size = Math.min(lease.size * 4, mostLeased);
  };
  const take = async (subject: Subject): Promise<number> => {
    const lease = leases.get(subject.name) ?? { next: 1, last: 0, until: 0, busyUntil: 0, size: 1 };
    leases.set(subject.name, lease);
    if (!isFresh({ until: lease.busyUntil }, now())) lease.size = 1;
    if (lease.next > lease.last || !isFresh(lease, now())) await renew(subject, lease);
    lease.busyUntil = now() + FRESH_MS;
    return lease.next++;
  };
  return (subject) => {
    const turn = turns.then(async () => take(subject));
    turns = turn.catch(() => undefined);
    return turn;
  };
}
