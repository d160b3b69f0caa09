import { ledgerNewer, ledgerRow } from '@verstamp/core/problems';
import type { Fields } from '../journal/line.ts';
import type { Claim, Release } from './ledger.ts';
import { isClaim, isRelease, isText, listOf, shapeOf, type Guard } from './parse.ts';
import { isRevision } from './source.ts';

/** What an entry of a file ledger says. */
export type LedgerEntry = IssueEntry | ClaimEntry | DropEntry | ReleasesEntry;

interface IssueEntry {
  readonly kind: 'issue';
  readonly name: string;
  readonly revision: number;
}

interface ClaimEntry {
  readonly kind: 'claim';
  readonly claim: Claim;
}

/** A claim was given back. */
interface DropEntry {
  readonly kind: 'drop';
  /** The nonce of the claim. */
  readonly of: string;
}

interface ReleasesEntry {
  readonly kind: 'releases';
  readonly releases: readonly Release[];
}

const GUARDS: ReadonlyMap<unknown, Guard<LedgerEntry>> = new Map<unknown, Guard<LedgerEntry>>([
  ['issue', shapeOf<IssueEntry>({ kind: isText, name: isText, revision: isRevision })],
  ['claim', shapeOf<ClaimEntry>({ kind: isText, claim: isClaim })],
  ['drop', shapeOf<DropEntry>({ kind: isText, of: isText })],
  ['releases', shapeOf<ReleasesEntry>({ kind: isText, releases: listOf(isRelease) })],
]);

/** The format of an entry that names none; a newer verstamp names its own in each entry that an older one misreads. */
const FORMAT = 1;

/**
 * Parses an entry of a file ledger; `undefined` if its kind is unknown and may be passed over.
 *
 * @throws VerstampError `LEDGER_NEWER`; `LEDGER_DAMAGED` quoting the entry.
 */
export function parseEntry(fields: Fields, ledger: string): LedgerEntry | undefined {
  const { kind, format = FORMAT } = fields;
  if (format !== FORMAT && typeof format === 'number') throw ledgerNewer({ ledger, format, known: FORMAT });
  const is = GUARDS.get(kind);
  if (format === FORMAT) {
    if (!is) return undefined;
    if (is(fields)) return fields;
  }
  throw ledgerRow({ ledger, row: JSON.stringify(fields) });
}
