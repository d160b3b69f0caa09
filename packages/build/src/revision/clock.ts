import { join, resolve } from 'node:path';
import { attempt } from '../attempt.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import type { Fields } from '../journal/line.ts';
import { warnOnce } from '../warn.ts';
import { messageOf } from '../failure.ts';
import { makeOwnFolder } from './own-folder.ts';
import { isRevision, type RevisionSource } from './source.ts';

/** Where the clock begins: 2020-01-01T00:00:00Z, in seconds since 1970. */
const EPOCH = 1_577_836_800;

/** No machine is back sooner after a power cut. */
const RESTART_SECONDS = 2;

/** Options of a clock. */
export interface ClockOptions {
  /**
   * The folder whose `.verstamp/` remembers the last number.
   * @default process.cwd()
   */
  readonly root?: string;
  /**
   * Tells the time, in milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: () => number;
  /**
   * Says that the number could not be remembered, once in each process and folder.
   * @default console.warn
   */
  readonly warn?: (message: string) => void;
}

/**
 * Creates the source that needs no set-up: whole seconds since 2020-01-01T00:00:00Z, pushed one further
 * if two builds fall together or the clock stepped back. Numbers grow on one machine; if they
 * cannot be remembered it is the time alone.
 */
export function clock(options: ClockOptions = {}): RevisionSource {
  const { root = '.', now = Date.now, warn = console.warn } = options;
  const read = () => Math.max(Math.floor(now() / 1000) - EPOCH, 1);
  // After a power cut the time itself has passed what was issued a moment before.
  const isDurable = (entry: Fields): boolean => lastOf(entry) > read() + RESTART_SECONDS;
  const journal = createJournal(join(resolve(root), '.verstamp', 'clock.jsonl'), { isDurable });
  return {
    source: 'clock',
    async next({ name }) {
      // What tells another time than the machine's is not of its numbers.
      const shared = now === Date.now ? openShared(name) : undefined;
      let revision = 0;
      try {
        journal.append(([last]) => {
          if (revision <= lastOf(last)) revision = draw(shared, Math.max(read(), lastOf(last) + 1));
          return { name, revision };
        });
        return revision;
      } catch (cause) {
        // A build goes on without a memory: its numbers are the time's then, as on a read-only work tree.
        warnOnce(journal.path, () => {
          warn(`verstamp: revisions are the time alone. ${messageOf(cause)}`);
        });
        return read();
      }
    },
  };
}

/** Opens the journal that all checkouts share, as long as the temporary folder keeps it; that of each outlives it. */
function openShared(name: string): Journal | undefined {
  const folder = makeOwnFolder(`clock:${name}`);
  return folder === undefined
    ? undefined
    : createJournal(join(folder, 'clock.jsonl'), { isDurable: () => false });
}

/** Draws a number that no other checkout has drawn; without a journal that works, the least. */
function draw(shared: Journal | undefined, least: number): number {
  const drawn = attempt(() => shared?.append(([last]) => ({ revision: Math.max(least, lastOf(last) + 1) })));
  return drawn?.revision ?? least;
}

function lastOf(entry: Readonly<Record<string, unknown>> | undefined): number {
  const revision = entry?.['revision'];
  return isRevision(revision) ? revision : 0;
}
