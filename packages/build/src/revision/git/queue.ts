import { openShare, type Run, type Share } from './share.ts';
import { openTurn, type Release, type Turn } from './turn.ts';

/** The processes of one user on this machine that ask one remote, from whichever clones. */
export interface Queue {
  /**
   * Returns numbers of a name that are greater than `after`: those that another process left, or those that `issue`
   * gets for this process and for all that wait, so that a push serves them all.
   */
  issue(wanted: Wanted, issue: (count: number) => Promise<number>): Promise<Run>;
}

/** Numbers that a process asks for. */
export interface Wanted {
  readonly name: string;
  /** How many it takes at most. */
  readonly count: number;
  /** The greatest that it has had: its numbers grow. */
  readonly after: number;
}

/**
 * How often a process looks, some 5 s in all, while the turn does not change: a remote that is silent holds up one of
 * them only. Looks are counted, since a machine that is slow to push is as slow to look: were it seconds, all processes
 * of a busy one would lose their patience together, and push against each other.
 */
const MOST_LOOKS_AT_ONE = 125;

/** How often a process looks at all: chance may pass one over again and again. */
const MOST_LOOKS = 750;

/** The most numbers that are got for others at once. */
const MOST_LEFT = 4096;

/** Each process asks for itself where no folder is safe from other users. */
const ALONE: Queue = {
  issue: async ({ count }, issue) => ({ first: await issue(count), count }),
};

/**
 * Opens the queue that stands in a folder.
 *
 * @param folder - It may vanish at any time; `undefined` if there is none.
 */
export function openQueue(folder: string | undefined, now: () => number): Queue {
  if (folder === undefined) return ALONE;
  const share = openShare(folder, now);
  const turn = openTurn(folder);
  return {
    async issue(wanted, issue) {
      const { name, count, after } = wanted;
      const patience = createPatience();
      try {
        while (patience.lasts(turn.holder())) {
          const taken = share.take(name, count, after);
          if (taken) return taken;
          const release = turn.enter();
          if (release) return await issueForAll({ ...wanted, issue, share, turn, release });
          await turn.wait();
        }
        return { first: await issue(count), count };
      } finally {
        turn.leave();
      }
    },
  };
}

interface Patience {
  lasts(holder: string | undefined): boolean;
}

function createPatience(): Patience {
  let looks = 0;
  let changed = 0;
  let last: string | undefined;
  return {
    lasts(holder) {
      if (holder !== last) changed = looks;
      last = holder;
      return looks - changed < MOST_LOOKS_AT_ONE && looks++ < MOST_LOOKS;
    },
  };
}

interface Serving extends Wanted {
  readonly issue: (count: number) => Promise<number>;
  readonly share: Share;
  readonly turn: Turn;
  readonly release: Release;
}

async function issueForAll({ name, count, after, issue, share, turn, release }: Serving): Promise<Run> {
  try {
    // Somebody may have left some since this process looked.
    const taken = share.take(name, count, after);
    if (taken) return taken;
    const others = Math.min(turn.countWaiting() * count, MOST_LEFT);
    const first = await issue(count + others);
    if (others > 0) share.leave(name, { first: first + count, count: others });
    return { first, count };
  } finally {
    release();
  }
}
