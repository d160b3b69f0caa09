import { VerstampError } from '@verstamp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClaims as parseRows } from './database/rows.ts';
import { parseEntry } from './entry.ts';
import { collectClaims, parseBlocks, parseClaims, parseReleases } from './git/lines.ts';
import { mentionsOf } from './lookup.ts';
import { parseClaimTexts, parseOutcome } from './redis/claim.ts';
import { checkOthers, parseRelease } from './redis/record.ts';
import { replay } from './replay.ts';

const subject = { name: 'shop', version: '1.4.3' };
const time = '2026-11-21T02:00:00Z';
const release = { ...subject, digest: 'sha256-aa', time };
const claim = { nonce: 'n', owner: 'ci', expires: time, releases: [subject] };
const row = { nonce: 'n', owner: 'ci', expires: 1_795_226_400_000, release: JSON.stringify(subject) };
const block = { name: 'shop', first: 1, last: 3, nonce: 'n' };
const ENTRIES = [
  { kind: 'issue', ...subject, revision: 1 },
  { kind: 'claim', claim },
  { kind: 'drop', of: 'n' },
  { kind: 'releases', releases: [release] },
];

const place = { ledger: 'ledger.jsonl', row: 'shop@1.4.3' };
const ref = 'refs/verstamp/v1/claims/one';
const valueOf = (value: unknown) => ({ oid: '', text: `${JSON.stringify(value)}\n` });

/** Reads a value from each place that a ledger has for it. */
const READERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  'an entry of a file': (value) => {
    const entry = parseEntry(value as Readonly<Record<string, unknown>>, 'ledger.jsonl');
    return entry && [mentionsOf(entry), replay([entry], 0)];
  },
  'blocks of a ref': (value) => parseBlocks(ref, valueOf(value)),
  'releases of a ref': (value) => parseReleases(ref, valueOf(value)),
  'claims of a ref': (value) => [
    parseClaims(ref, valueOf(value)),
    collectClaims(new Map([[ref, valueOf(value)]])),
  ],
  'a row of a claim': (value) => parseRows([value as object], place),
  'a claim in Redis': (value) => parseClaimTexts([JSON.stringify(value)], 'redis'),
  'a claim that Redis says is held': (value) =>
    parseOutcome(['held', '0', [JSON.stringify(value)]], claim, 'redis'),
  'a release in Redis': (value) => parseRelease(JSON.stringify(value), place),
  'a release of another digest in Redis': (value) =>
    checkOthers(['shop@1.4.3', JSON.stringify(value)], [release], 'redis'),
};

/** What was written, and the same with anything in one of its places. */
const spoiled = fc
  .constantFrom<object>(...ENTRIES, { kind: 'retire', format: 2 }, release, claim, row, block)
  .chain((whole) =>
    fc.tuple(fc.constant(whole), fc.constantFrom(...Object.keys(whole), 'format'), fc.jsonValue()),
  )
  .map(([whole, name, value]) => replace(whole, name, value));

function replace(whole: object, name: string, value: unknown): object {
  return { ...whole, [name]: value };
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

describe.each(Object.entries(READERS))('%s', (_, read) => {
  it('is read, or refused as damaged or newer, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), spoiled).filter(isObject), (value) => {
        try {
          read(value);
        } catch (error) {
          expect(error).toBeInstanceOf(VerstampError);
          expect(['LEDGER_DAMAGED', 'LEDGER_NEWER', 'RELEASE_RECORDED']).toContain(
            (error as VerstampError).code,
          );
        }
      }),
    );
  });
});

it.each([
  ['blocks', () => parseBlocks(ref, valueOf(block)), [block]],
  ['releases', () => parseReleases(ref, valueOf(release)), [release]],
  ['claims', () => parseClaims(ref, valueOf(claim)), [claim]],
  [
    'claims in Redis',
    () => parseClaimTexts([JSON.stringify(row)], 'redis'),
    [{ ...claim, expires: '2026-11-21T02:00:00.000Z' }],
  ],
])('reads the %s that were written', (_, read, expected) => {
  expect(read()).toEqual(expected);
});

describe('an entry of a file', () => {
  it.each(ENTRIES)('of the kind $kind is what was written', (entry) => {
    expect(parseEntry(entry, 'ledger.jsonl')).toEqual(entry);
  });

  it('of an unknown kind is passed over, unless it names a format', () => {
    expect(parseEntry({ kind: 'retire', name: 'shop' }, 'ledger.jsonl')).toBeUndefined();
    expect(() => parseEntry({ kind: 'retire', format: 2 }, 'ledger.jsonl')).toThrow(
      expect.objectContaining({
        code: 'LEDGER_NEWER',
        details: { ledger: 'ledger.jsonl', format: 2, known: 1 },
      }),
    );
  });

  it.each([
    { kind: 'claim' },
    { kind: 'claim', claim: { ...claim, expires: 'soon' } },
    { kind: 'claim', claim: { ...claim, releases: [subject, null] } },
    { kind: 'releases', releases: [{ ...release, commit: 5 }] },
    { kind: 'issue', name: 'shop', revision: '7' },
    { kind: 'drop' },
    { kind: 'retire', format: '2' },
  ])('that is %j is damaged, and quoted', (entry) => {
    expect(() => parseEntry(entry, 'ledger.jsonl')).toThrow(
      expect.objectContaining({
        code: 'LEDGER_DAMAGED',
        details: { ledger: 'ledger.jsonl', row: JSON.stringify(entry) },
      }),
    );
  });
});
