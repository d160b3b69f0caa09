import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { createClaim, findHolders, keyOf, selectNew } from './claims.ts';
import { isFull } from '@verstamp/testing/size';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { fileLedger, journalLedger, openJournal } from './file.ts';
import type { Ledger, LedgerContents, Release } from './ledger.ts';
import type { Subject } from './source.ts';

const RUNS = isFull ? 300 : 60;
const TIMEOUT_MS = isFull ? 300_000 : 60_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = makeFolder();
  path = join(folder, 'ledger.jsonl');
});

const index = () => `${path}.index`;
const time = '2026-11-21T02:00:00Z';
const lines = () => readFileSync(path, 'utf8').split('\n').length - 1;

/** A ledger that keeps an index from a few lines on. */
const open = (now: () => number): Ledger =>
  journalLedger(openJournal(path, { longTail: 300, isDurable: () => false }), { now });

/** What a ledger is asked; each has the answer that everything on record gives, read from the start. */
type Step =
  | { readonly kind: 'issue'; readonly name: string; readonly count: number }
  | {
      readonly kind: 'claim';
      readonly subjects: readonly Subject[];
      readonly nonce: string;
      readonly durationMs: number;
    }
  | { readonly kind: 'drop'; readonly nonce: string }
  | { readonly kind: 'record'; readonly subjects: readonly Subject[]; readonly digest: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'damage'; readonly how: keyof typeof DAMAGES; readonly place: number };

/** What may happen to an index; the ledger must not be told by it what is not so. */
const DAMAGES = {
  lost: () => rmSync(index(), { force: true }),
  cut: (place: number) => exists() && truncateSync(index(), Math.floor(statSync(index()).size * place)),
  garbled(place: number) {
    if (!exists()) return;
    const bytes = readFileSync(index());
    const at = Math.floor((bytes.length - 1) * place);
    bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
    writeFileSync(index(), bytes);
  },
  kept: () => exists() && copyFileSync(index(), join(folder, 'old')),
  stale: () => existsSync(join(folder, 'old')) && copyFileSync(join(folder, 'old'), index()),
  foreign: () => existsSync(join(folder, 'foreign')) && copyFileSync(join(folder, 'foreign'), index()),
  drafted: (place: number) => writeFileSync(`${index()}.new`, 'x'.repeat(Math.floor(place * 9))),
  undrafted: () => rmSync(`${index()}.new`, { force: true }),
  torn(place: number) {
    if (!existsSync(path)) return;
    // Who comes after half a line ends it first.
    const isEnded = readFileSync(path, 'utf8').endsWith('\n');
    appendFileSync(
      path,
      `${isEnded ? '' : '\n'}${'{"at":17,"prev":"0123'.slice(0, 1 + Math.floor(place * 19))}`,
    );
  },
};
const exists = () => existsSync(index());

const name = fc.constantFrom('a', 'b', '@c/d', 'n');
const subject = fc.record({ name, version: fc.constantFrom('1.0.0', '1.1.0', '2.0.0-rc.1') });
const subjects = fc.uniqueArray(subject, { minLength: 1, maxLength: 4, selector: keyOf });
const nonce = fc.constantFrom('n-1', 'n-2', 'n-3', 'n-4');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('issue' as const), name, count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constant('claim' as const),
    subjects,
    nonce,
    durationMs: fc.constantFrom(10, 1000),
  }),
  fc.record({ kind: fc.constant('drop' as const), nonce }),
  fc.record({ kind: fc.constant('record' as const), subjects, digest: fc.constantFrom('d-1', 'd-2') }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 100) }),
  fc.record({
    kind: fc.constant('damage' as const),
    how: fc.constantFrom(...(Object.keys(DAMAGES) as (keyof typeof DAMAGES)[])),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);

/** What a step must come to, by everything that is on record. */
function expectAnswer(asked: Step, { revisions, claims, lapsed = [], releases }: LedgerContents): unknown {
  const known = new Map(releases.map((release) => [keyOf(release), release]));
  if (asked.kind === 'issue') return (revisions.get(asked.name) ?? 0) + 1;
  if (asked.kind === 'drop') return [...claims, ...lapsed].some((claim) => claim.nonce === asked.nonce);
  if (asked.kind === 'record') {
    try {
      return selectNew(formatReleases(asked), (release) => known.get(keyOf(release))).length > 0;
    } catch (error) {
      return error;
    }
  }
  if (asked.kind !== 'claim') return undefined;
  const wanted = createClaim({ ...asked, releases: asked.subjects, owner: 'o' }, 0);
  const by = findHolders(claims, wanted);
  return by.length > 0 ? { kind: 'held', by } : { kind: 'claimed' };
}

const formatReleases = ({ subjects: some, digest }: Step & { readonly kind: 'record' }): readonly Release[] =>
  some.map((each) => ({ ...each, digest, time }));

/** Asks, and gives the answer, or whether something was written. */
async function answer(asked: Step, ledger: Ledger): Promise<unknown> {
  const before = existsSync(path) ? lines() : 0;
  try {
    if (asked.kind === 'issue')
      return await ledger.issue({ name: asked.name, version: '1.0.0' }, asked.count);
    if (asked.kind === 'claim') {
      const { kind, ...rest } = await ledger.claim({ ...asked, releases: asked.subjects, owner: 'o' });
      return 'by' in rest ? { kind, by: rest.by } : { kind };
    }
    if (asked.kind === 'drop')
      await ledger.drop({ nonce: asked.nonce, owner: 'o', expires: time, releases: [] });
    if (asked.kind === 'record') await ledger.record(formatReleases(asked));
  } catch (error) {
    return error;
  }
  return asked.kind === 'drop' || asked.kind === 'record' ? lines() > before : undefined;
}

describe('the index of a file ledger', () => {
  it('never changes an answer, whatever happens to it', { timeout: TIMEOUT_MS }, async () => {
    let renewed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
        for (const file of [path, index(), `${index()}.new`, join(folder, 'old')])
          rmSync(file, { force: true });
        let now = Date.UTC(2026, 10, 21);
        const ledger = open(() => now);
        for (const asked of steps) {
          if (asked.kind === 'wait') now += asked.ms;
          else if (asked.kind === 'damage') DAMAGES[asked.how](asked.place);
          else {
            const expected = expectAnswer(asked, await ledger.read());
            expect(await answer(asked, ledger)).toEqual(expected);
          }
        }
        if (!exists()) return;
        renewed++;
        copyFileSync(index(), join(folder, 'foreign'));
      }),
      { numRuns: RUNS },
    );
    expect(renewed).toBeGreaterThan(RUNS / 3);
  });

  it('keeps a ledger from being read whole', async () => {
    const ledger = open(Date.now);
    const record = async (turn: number) =>
      ledger.record([{ name: 'shop', version: `1.0.${turn}`, digest: `d-${turn}`, time }]);
    for (let turn = 0; turn < 20; turn++) await record(turn);
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    damaged[whole.indexOf('1.0.3')] = 0x39;
    writeFileSync(path, damaged);
    // What is neither in the tail nor asked for was not looked at.
    expect(await ledger.next({ name: 'new', version: '1.0.0' })).toBe(1);
    const before = lines();
    await record(2);
    expect(lines()).toBe(before);
    const problem = { code: 'LEDGER_DAMAGED', details: { line: 4 } };
    await expect(ledger.read()).rejects.toMatchObject(problem);
    await expect(record(3)).rejects.toMatchObject(problem);
    rmSync(index());
    await expect(ledger.next({ name: 'newer', version: '1.0.0' })).rejects.toMatchObject(problem);
  });

  it('is not there for a short ledger, and no harm where it cannot be written', async () => {
    const ledger = fileLedger(path);
    await ledger.next({ name: 'shop', version: '1.0.0' });
    expect(exists()).toBe(false);
    writeFileSync(`${index()}.new`, 'in the way');
    for (let revision = 1; revision < 9; revision++) {
      expect(await open(Date.now).next({ name: `shop-${revision}`, version: '1.0.0' })).toBe(1);
    }
    expect(exists()).toBe(false);
  });
});

describe('a file ledger', () => {
  const shop = { name: 'shop', version: '1.4.3' };

  it('of a newer format is refused, whatever is asked, and left as it is', async () => {
    const ledger = fileLedger(path);
    await ledger.next(shop);
    createJournal(path).append(() => ({ kind: 'retire', format: 2, name: 'shop' }));
    const before = readFileSync(path);
    const claim = { releases: [shop], owner: 'ci', durationMs: 1000 };
    const asks = [
      ledger.next(shop),
      ledger.next({ ...shop, name: 'new' }),
      ledger.claim(claim),
      ledger.drop({ ...claim, nonce: 'n', expires: time }),
      ledger.record([{ ...shop, digest: 'd', time }]),
      ledger.read(),
    ];
    for (const ask of asks) {
      const message = expect.stringMatching(/format 2\. Expected at most 1.*Install the version/) as unknown;
      await expect(ask).rejects.toMatchObject({ code: 'LEDGER_NEWER', message });
    }
    expect(readFileSync(path)).toEqual(before);
  });

  it('issues the greatest number, and nothing beyond it', async () => {
    const ledger = fileLedger(path, { start: Number.MAX_SAFE_INTEGER - 1 });
    await expect(ledger.issue(shop, 3)).rejects.toMatchObject({ code: 'REVISION_INVALID' });
    expect(await ledger.issue(shop, 2)).toBe(Number.MAX_SAFE_INTEGER - 1);
    await expect(ledger.next(shop)).rejects.toMatchObject({ code: 'REVISION_INVALID' });
    expect(lines()).toBe(1);
  });
});
