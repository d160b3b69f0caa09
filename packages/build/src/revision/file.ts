import { resolve } from 'node:path';
import { releaseRecorded } from '@verstamp/core/problems';
import { createJournal } from '../journal/journal.ts';
import type { Fields } from '../journal/line.ts';
import type { Ledger, Release } from './ledger.ts';
import { checkRevision, type Subject } from './source.ts';

/** What a file ledger may be told. */
export interface FileLedgerOptions {
  /**
   * The first number of a name.
   * @default 1
   */
  readonly start?: number;
}

/**
 * Creates a ledger in an append-only file, for one machine that keeps its disk: 1, 2, 3 … for each name.
 * Any number of processes may use it at once, and be killed at any time.
 *
 * @throws VerstampError from its methods: `LEDGER_DAMAGED` naming the line, `LEDGER_UNREACHABLE`.
 */
export function fileLedger(path: string, { start = 1 }: FileLedgerOptions = {}): Ledger {
  const journal = createJournal(resolve(path));
  checkRevision(start, 'start');
  return {
    source: 'file',
    async next({ name, version }) {
      const issued = journal.append((entries) => {
        const revision = checkRevision(Math.max(start, lastRevision(entries, name) + 1), 'file');
        return { kind: 'issue', name, version, revision };
      });
      return checkRevision(issued?.revision, 'file');
    },
    async record(release) {
      journal.append((entries) => {
        const found = findRelease(entries, release);
        if (!found) return { kind: 'release', ...release };
        if (found.digest === release.digest) return undefined;
        const { name, version, digest } = release;
        throw releaseRecorded({ name, version, recorded: found.digest, given: digest });
      });
    },
    async find(subject) {
      return journal.read((entries) => findRelease(entries, subject));
    },
  };
}

function lastRevision(entries: Iterable<Fields>, name: string): number {
  for (const entry of entries) {
    if (entry['kind'] === 'issue' && entry['name'] === name) return checkRevision(entry['revision'], 'file');
  }
  return 0;
}

function findRelease(entries: Iterable<Fields>, { name, version }: Subject): Release | undefined {
  for (const entry of entries) {
    if (entry['kind'] === 'release' && entry['name'] === name && entry['version'] === version) {
      const { kind: _, ...release } = entry;
      return release as unknown as Release;
    }
  }
  return undefined;
}
