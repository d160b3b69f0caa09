import { resolve } from 'node:path';
import { createJournal, type Journal } from '../journal/journal.ts';
import { createClaim, selectNew } from './claims.ts';
import type { Claim, ClaimOutcome, Ledger, Release } from './ledger.ts';
import { findHolding, findRelease, findRevision, isOpen, mentionsOf } from './lookup.ts';
import { replay } from './replay.ts';
import { checkRevision, type Subject } from './source.ts';

/** What a file ledger may be told. */
export interface FileLedgerOptions {
  /**
   * The first number of a name.
   * @default 1
   */
  readonly start?: number;
  /**
   * Tells the time, in milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: () => number;
}

/**
 * Creates a ledger in an append-only file, for one machine that keeps its disk: 1, 2, 3 … for each name.
 * Any number of processes may use it at once, and be killed at any time.
 *
 * @throws VerstampError from its methods: `LEDGER_DAMAGED` naming the line, `LEDGER_UNREACHABLE`.
 */
export function fileLedger(path: string, options: FileLedgerOptions = {}): Ledger {
  return journalLedger(createJournal(resolve(path), { mentions: mentionsOf }), options);
}

/** Creates the ledger that is kept in a journal whose entries are found by {@link mentionsOf}. */
export function journalLedger(journal: Journal, { start = 1, now = Date.now }: FileLedgerOptions): Ledger {
  checkRevision(start, 'start');
  const issue = async ({ name, version }: Subject, count: number) => {
    checkRevision(count - 1, 'count');
    const issued = journal.append(({ find }) => {
      const first = Math.max(start, findRevision(find, name) + 1);
      return { kind: 'issue', name, version, revision: checkRevision(first + count - 1, 'file') };
    });
    return checkRevision(issued?.revision, 'file') - count + 1;
  };
  return {
    source: 'file',
    issue,
    next: (subject) => issue(subject, 1),
    claim: async (request) => claimIn(journal, createClaim(request, now()), now()),
    async drop({ nonce }) {
      journal.append(({ find }) => (isOpen(find, nonce) ? { kind: 'drop', of: nonce } : undefined));
    },
    record: async (releases) => recordIn(journal, releases),
    find: async (subject) => journal.read(({ find }) => findRelease(find, subject)),
    read: async () => journal.read((entries) => replay(entries, now())),
  };
}

function claimIn(journal: Journal, claim: Claim, now: number): ClaimOutcome {
  let by: readonly Claim[] = [];
  const claimed = journal.append(({ find }) => {
    by = findHolding(find, claim, now);
    return by.length > 0 ? undefined : { kind: 'claim', claim };
  });
  return claimed ? { kind: 'claimed', claim } : { kind: 'held', by };
}

/** One entry for all of them, so that a crash leaves all or none. */
function recordIn(journal: Journal, releases: readonly Release[]): void {
  journal.append(({ find }) => {
    const added = selectNew(releases, (release) => findRelease(find, release));
    return added.length > 0 ? { kind: 'releases', releases: added } : undefined;
  });
}
