import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findCommonGit } from '../../stamp/commit.ts';
import { openShare, type Run, type Share } from './share.ts';
import { openTurn, type Release, type Turn } from './turn.ts';

/** The processes of one clone that ask one remote. */
export interface Queue {
  /**
   * Gives numbers of a name: those that another process left, or those that `issue` gets for this process and
   * for all that wait, so that a push serves them all.
   */
  issue(name: string, count: number, issue: (count: number) => Promise<number>): Promise<Run>;
}

/** Who has waited for so long goes on alone: a remote that does not answer holds nobody up for another's patience. */
const PATIENCE_MS = 5000;

/** The most numbers that are got for others at once. */
const MOST_LEFT = 4096;

/** Where this clone keeps nothing that others could read, each process is for itself. */
const ALONE: Queue = {
  issue: async (_name, count, issue) => ({ first: await issue(count), count }),
};

/**
 * Opens the queue of the clone that a folder belongs to. It stands beside the clone's own files in `.git`, and
 * may vanish at any time.
 */
export function openQueue(root: string, remoteName: string, now: () => number): Queue {
  const folder = makeFolder(root, remoteName);
  if (folder === undefined) return ALONE;
  const share = openShare(folder, now);
  const turn = openTurn(folder);
  return {
    async issue(name, count, issue) {
      try {
        const end = performance.now() + PATIENCE_MS;
        while (performance.now() < end) {
          const taken = share.take(name, count);
          if (taken) return taken;
          const release = turn.enter();
          if (release) return await issueForAll({ name, count, issue, share, turn, release });
          await turn.wait();
        }
        return { first: await issue(count), count };
      } finally {
        turn.leave();
      }
    },
  };
}

interface Serving {
  readonly name: string;
  readonly count: number;
  readonly issue: (count: number) => Promise<number>;
  readonly share: Share;
  readonly turn: Turn;
  readonly release: Release;
}

async function issueForAll({ name, count, issue, share, turn, release }: Serving): Promise<Run> {
  try {
    // Somebody may have left some since this process looked.
    const taken = share.take(name, count);
    if (taken) return taken;
    const others = Math.min(turn.countWaiting() * count, MOST_LEFT);
    const first = await issue(count + others);
    if (others > 0) share.leave(name, { first: first + count, count: others });
    return { first, count };
  } finally {
    release();
  }
}

function makeFolder(root: string, remoteName: string): string | undefined {
  const git = findCommonGit(root);
  if (git === undefined) return undefined;
  const folder = join(git, 'verstamp', createHash('sha256').update(remoteName).digest('hex').slice(0, 16));
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    // A work tree that cannot be written to has no others that wait.
    return undefined;
  }
}
