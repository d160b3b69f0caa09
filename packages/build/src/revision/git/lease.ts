import type { Subject } from '../source.ts';
import type { Queue } from './queue.ts';

/** What leases are made of. */
export interface LeaseOptions {
  /** Issues a block on the remote, and gives its first number. */
  readonly issue: (subject: Subject, count: number) => Promise<number>;
  /** Joins the processes of this machine that ask the same remote. */
  readonly enterQueue: () => Promise<Queue>;
  /** The most numbers that are taken at once. */
  readonly mostLeased: number;
}

interface Lease {
  next: number;
  last: number;
  size: number;
}

/** Makes single numbers out of leased blocks, which grow for a process that asks often; one asker after the other. */
export function createLeases({
  issue,
  enterQueue,
  mostLeased,
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
    lease.size = Math.min(lease.size * 4, mostLeased);
  };
  const take = async (subject: Subject): Promise<number> => {
    const lease = leases.get(subject.name) ?? { next: 1, last: 0, size: 1 };
    leases.set(subject.name, lease);
    if (lease.next > lease.last) await renew(subject, lease);
    return lease.next++;
  };
  return (subject) => {
    const turn = turns.then(async () => take(subject));
    turns = turn.catch(() => undefined);
    return turn;
  };
}
