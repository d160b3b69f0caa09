import { splitByLife } from '../claims.ts';
import type { LedgerContents, Release } from '../ledger.ts';
import { parseValue, type Place } from '../parse.ts';
import { isRevision } from '../source.ts';
import { parseClaimTexts } from './claim.ts';
import type { AskRedis } from './connect.ts';
import { pair, parseRelease } from './record.ts';

/** A ledger that is read. */
export interface Reading {
  readonly keys: readonly [ledger: string, claims: string];
  /** How messages name the ledger. */
  readonly label: string;
  readonly now: (() => number) | undefined;
}

/**
 * Reads everything that a ledger holds.
 *
 * @throws VerstampError `LEDGER_DAMAGED`.
 */
export async function readAll(ask: AskRedis, { keys, label, now }: Reading): Promise<LedgerContents> {
  const [seconds] = (await ask(['TIME'])) as readonly string[];
  const claims = await scan(ask, keys[1]);
  const revisions = new Map<string, number>();
  const releases: Release[] = [];
  for (const [field, value] of await scan(ask, keys[0])) {
    const name = field.slice(2);
    if (field.startsWith('r:')) revisions.set(name, parseCount(value, { ledger: label, row: name }));
    else if (field.startsWith('p:')) releases.push(parseRelease(value, { ledger: label, row: name }));
  }
  releases.sort((a, b) => (a.time < b.time ? -1 : 1));
  const parsed = parseClaimTexts(claims.values(), label);
  return { revisions, ...splitByLife(parsed, now?.() ?? Number(seconds) * 1000), releases };
}

/** Reads a page at a time, so that a great ledger neither stops the server nor is taken for a silent one. */
async function scan(ask: AskRedis, key: string): Promise<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>();
  let cursor = '0';
  do {
    const answer = await ask(['HSCAN', key, cursor, 'COUNT', '1000']);
    const [next, page] = answer as readonly [string, readonly string[]];
    for (const [field, value] of pair(page)) fields.set(field, value);
    cursor = next;
  } while (cursor !== '0');
  return fields;
}

function parseCount(text: string, place: Place): number {
  return parseValue(/^\d+$/.test(text) ? Number(text) : undefined, isRevision, place);
}
