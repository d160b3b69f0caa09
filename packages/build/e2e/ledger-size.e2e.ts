import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { digestSpan, formatLine, type Fields } from '../src/journal/line.ts';
import { fileLedger } from '../src/revision/file.ts';
import type { Ledger } from '../src/revision/ledger.ts';
import { makeFolder } from './folder.ts';
import { isFull } from './size.ts';

const LINES = isFull ? 100_000 : 20_000;
const ROUNDS = isFull ? 100 : 20;
const MOST_MS = 5;
const time = '2026-11-21T02:00:00Z';

/** Makes a ledger as long as if it had been used for years: numbers, claims and records of fifty names. */
function makeLedger(): Ledger {
  const lines: Buffer[] = [];
  let at = 0;
  let prev = digestSpan();
  const add = (fields: Fields) => {
    const line = Buffer.from(`${formatLine({ at, prev }, fields, 'made')}\n`);
    lines.push(line);
    at += line.length;
    prev = digestSpan(line);
  };
  for (let turn = 1; lines.length < LINES; turn++) {
    const release = { name: `shop-${turn % 50}`, version: `1.0.${turn}` };
    const claim = { nonce: `n-${turn}`, owner: 'ci', expires: time, releases: [release] };
    add({ kind: 'issue', ...release, revision: Math.ceil(turn / 50) });
    add({ kind: 'claim', claim });
    add({ kind: 'releases', releases: [{ ...release, digest: `sha256-${turn}`, time }] });
  }
  const path = join(makeFolder(), 'ledger.jsonl');
  writeFileSync(path, Buffer.concat(lines));
  return fileLedger(path);
}

/** Time on a clock in full size; the processor's own in a small one, which others do not disturb. */
async function measureMs(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const used = process.threadCpuUsage();
  await act();
  const { user, system } = process.threadCpuUsage(used);
  return isFull ? performance.now() - began : (user + system) / 1000;
}

let ledger: Ledger;
beforeAll(async () => {
  ledger = makeLedger();
  // The first one indexes what is there.
  await ledger.next({ name: 'shop-1', version: '2.0.0' });
});

const released = (round: number) => ({ name: 'shop-1', version: `2.0.${round}` });

it.each<readonly [string, (round: number) => Promise<unknown>]>([
  ['issues a number of a name', async () => ledger.next(released(0))],
  [
    'issues the first number of a name',
    async (round) => ledger.next({ name: `new-${round}`, version: '1.0.0' }),
  ],
  ['claims', async (round) => ledger.claim({ releases: [released(round)], owner: 'ci', durationMs: 60_000 })],
  ['records', async (round) => ledger.record([{ ...released(round), digest: 'sha256-aa', time }])],
  ['looks up', async (round) => ledger.find({ name: `shop-${round % 50}`, version: `1.0.${round || 50}` })],
])(`%s within ${MOST_MS} ms in a ledger of ${LINES} lines`, async (_, act) => {
  const spent: number[] = [];
  for (let round = 0; round < ROUNDS; round++) spent.push(await measureMs(async () => act(round)));
  const median = spent.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Infinity;
  if (isFull) console.log(`${median.toFixed(2)} ms, at most ${Math.max(...spent).toFixed(2)} ms`);
  expect(median).toBeLessThanOrEqual(MOST_MS);
});
