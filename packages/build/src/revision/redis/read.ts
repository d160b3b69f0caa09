import { ledgerRow } from '@verstamp/core/problems';
import { keyOf } from '../claims.ts';
import { splitClaims } from '../database/rows.ts';
import type { LedgerContents, Release } from '../ledger.ts';
import { checkRevision } from '../source.ts';
import { parseClaim } from './claim.ts';
import type { AskRedis } from './connect.ts';

/** A ledger that is read. */
export interface Reading {
  readonly keys: readonly [ledger: string, claims: string];
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
    if (field.startsWith('r:')) revisions.set(name, readCount(value, { label, name }));
    else if (field.startsWith('p:')) releases.push(readRelease(value, { label, name }));
  }
  releases.sort((a, b) => (a.time < b.time ? -1 : 1));
  const rows = [...claims.values()].map(parseClaim);
  return { revisions, ...splitClaims(rows, now?.() ?? Number(seconds) * 1000), releases };
}

/** A page at a time, so that a great ledger neither stops the server nor is taken for a silent one. */
async function scan(ask: AskRedis, key: string): Promise<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>();
  let cursor = '0';
  do {
    const answer = await ask(['HSCAN', key, cursor, 'COUNT', '1000']);
    const [next, page] = answer as readonly [string, readonly string[]];
    for (let at = 0; at + 1 < page.length; at += 2) fields.set(page[at] ?? '', page[at + 1] ?? '');
    cursor = next;
  } while (cursor !== '0');
  return fields;
}

interface Place {
  readonly label: string;
  readonly name: string;
}

function readCount(value: string, { label, name }: Place): number {
  const last = /^\d{1,16}$/.exec(value)?.[0];
  if (last === undefined) throw ledgerRow({ ledger: label, row: name });
  return checkRevision(Number(last), 'redis');
}

function readRelease(value: string, { label, name }: Place): Release {
  try {
    const release = JSON.parse(value) as Release;
    if (release.digest && keyOf(release) === name) return release;
  } catch {
    // Told below.
  }
  throw ledgerRow({ ledger: label, row: name });
}
