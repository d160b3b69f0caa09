import { resolve } from 'node:path';
import type { Entries } from '../journal/entries.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import type { JournalOptions } from '../journal/settings.ts';
import type { Fields } from '../journal/line.ts';
import { createClaim, selectNew } from './claims.ts';
import { parseEntry, type LedgerEntry } from './entry.ts';
import type { Claim, ClaimOutcome, Ledger, Release } from './ledger.ts';
import { findHolding, findRelease, findRevision, isOpen, mentionsOf, type Find } from './lookup.ts';
import { replay } from './replay.ts';
import { checkRevision, type Subject } from './source.ts';

/** Options of a file ledger. */
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
 * @throws VerstampError from its methods: `LEDGER_DAMAGED` naming or quoting the line, `LEDGER_UNREACHABLE`,
 * `LEDGER_NEWER`, `RELEASE_RECORDED`.
 */
export function fileLedger(path: string, options: FileLedgerOptions = {}): Ledger {
  return journalLedger(openJournal(path), options);
}

/** Opens the journal of a file ledger, in which an entry is found by what it is about. */
export function openJournal(path: string, options: Omit<JournalOptions, 'mentions'> = {}): Journal {
  // Every question reads the newest entry at least: its writer knew the newest format.
  const mentions = (fields: Fields): readonly string[] => {
    const entry = parseEntry(fields, path);
    return entry ? mentionsOf(entry) : [];
  };
  return createJournal(resolve(path), { ...options, mentions });
}

/** Creates the ledger that is kept in a journal. */
export function journalLedger(journal: Journal, { start = 1, now = Date.now }: FileLedgerOptions): Ledger {
  checkRevision(start, 'start');
  const issue = async ({ name, version }: Subject, count: number) => {
    checkRevision(count - 1, 'count');
    const issued = append(journal, (find) => {
      const first = Math.max(start, findRevision(find, name) + 1);
      return { kind: 'issue', name, version, revision: checkRevision(first + (count - 1), 'file') };
    });
    return checkRevision(issued?.revision, 'file') - count + 1;
  };
  return {
    source: 'file',
    issue,
    next: (subject) => issue(subject, 1),
    claim: async (request) => claimIn(journal, createClaim(request, now()), now()),
    async drop({ nonce }) {
      append(journal, (find) => (isOpen(find, nonce) ? { kind: 'drop', of: nonce } : undefined));
    },
    record: async (releases) => recordIn(journal, releases),
    read: async () => journal.read((entries) => replay(parseAll(entries, journal.path), now())),
  };
}

/** Appends what `propose` makes of the entries that it finds. */
function append<T extends Fields>(journal: Journal, propose: (find: Find) => T | undefined): T | undefined {
  return journal.append((entries) => propose(createFind(entries, journal.path)));
}

/** Creates the search for entries, of which those that are found are parsed, each once. */
function createFind(entries: Entries, path: string): Find {
  const parsed = new Map<number, LedgerEntry>();
  return (word) => {
    const found = entries.find(word);
    const entry = found && (parsed.get(found.at) ?? parseEntry(found.fields, path));
    if (entry) parsed.set(found.at, entry);
    return entry && { at: found.at, entry };
  };
}

function* parseAll(entries: Iterable<Fields>, path: string): Generator<LedgerEntry> {
  for (const fields of entries) {
    const entry = parseEntry(fields, path);
    if (entry) yield entry;
  }
}

function claimIn(journal: Journal, claim: Claim, now: number): ClaimOutcome {
  let by: readonly Claim[] = [];
  const claimed = append(journal, (find) => {
    by = findHolding(find, claim, now);
    return by.length > 0 ? undefined : { kind: 'claim', claim };
  });
  return claimed ? { kind: 'claimed', claim } : { kind: 'held', by };
}

/** One entry for all of them, so that a crash leaves all or none. */
function recordIn(journal: Journal, releases: readonly Release[]): void {
  append(journal, (find) => {
    const added = selectNew(releases, (release) => findRelease(find, release));
    return added.length > 0 ? { kind: 'releases', releases: added } : undefined;
  });
}
