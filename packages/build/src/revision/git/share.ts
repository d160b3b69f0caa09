import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createJournal } from '../../journal/journal.ts';
import type { Fields } from '../../journal/line.ts';

/** Numbers that follow each other. */
export interface Run {
  readonly first: number;
  readonly count: number;
}

/** Numbers that one process got from the remote for others that were waiting. */
export interface Share {
  /** Takes numbers of a name that are greater than `after`, `count` at most; `undefined` if none are left. */
  take(name: string, count: number, after: number): Run | undefined;
  /** Leaves numbers to the others. */
  leave(name: string, run: Run): void;
}

/** How long shared numbers may be taken: later they would fall behind those of other machines. */
export const FRESH_MS = 5000;

/** A file holds the numbers of a minute, so that none of them grows for ever. */
const MINUTE_MS = 60_000;

interface Remaining {
  readonly name: string;
  readonly next: number;
  readonly last: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Opens what processes share. Each entry is the state of its name, and holds only if nobody
 * wrote before it, so that no number can be taken twice; a crash loses at most what nobody had taken.
 */
export function openShare(folder: string, now: () => number): Share {
  const path = () => join(folder, fileName(now()));
  const journal = () => createJournal(path(), { isDurable: () => false });
  // Where nothing was left nothing is until somebody writes.
  const empty = new Map<string, string>();
  return {
    take(name, count, after) {
      const state = describe(path());
      if (state === undefined || state === empty.get(name)) return undefined;
      let run: Run | undefined;
      journal().append((entries): Fields | undefined => {
        const found = findRemaining(entries, name);
        run = undefined;
        if (!found || found.next > found.last || !isFresh(found, now())) return undefined;
        // What this process has already passed would make its own numbers fall.
        if (found.next <= after) return undefined;
        run = { first: found.next, count: Math.min(count, found.last - found.next + 1) };
        return { ...found, next: run.first + run.count };
      });
      if (!run) empty.set(name, state);
      return run;
    },
    leave(name, { first, count }) {
      const until = now() + FRESH_MS;
      journal().append(() => ({ name, next: first, last: first + (count - 1), until }));
      removeOld(folder, now());
    },
  };
}

/** Describes the state of a file, another one after each entry; `undefined` if there is no file. */
function describe(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${path} ${found.size}`;
}

function findRemaining(entries: Iterable<Fields>, name: string): Remaining | undefined {
  for (const entry of entries) {
    if (entry['name'] === name) return entry as unknown as Remaining;
  }
  return undefined;
}

/** Tells whether numbers may still be handed out; a clock that stepped back makes nothing fresh again. */
export function isFresh({ until }: Pick<Remaining, 'until'>, now: number): boolean {
  return until >= now && until <= now + FRESH_MS;
}

function fileName(now: number): string {
  return `${Math.floor(now / MINUTE_MS)}.jsonl`;
}

function removeOld(folder: string, now: number): void {
  const oldest = Math.floor(now / MINUTE_MS) - 1;
  for (const name of readdirSync(folder)) {
    const minute = /^(\d+)\.jsonl$/.exec(name)?.[1];
    if (minute !== undefined && Number(minute) < oldest) rmSync(join(folder, name), { force: true });
  }
}
