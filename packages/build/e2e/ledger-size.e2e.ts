import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Ledger } from '../src/revision/ledger.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeOldLedger } from './old-ledger.ts';

const LINES = 20_000;
const ROUNDS = 20;
const time = '2026-11-21T02:00:00Z';

/** Bytes that this process has read so far, as Linux counts them. */
function countRead(): number {
  return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

let ledger: Ledger;
let bytes: number;
beforeAll(async () => {
  ({ ledger, bytes } = makeOldLedger(makeFolder(), LINES));
  // The first one indexes what is there.
  await ledger.next({ name: 'shop-1', version: '2.0.0' });
});

const released = (round: number) => ({ name: 'shop-1', version: `2.0.${round}` });

it.runIf(process.platform === 'linux').each<readonly [string, (round: number) => Promise<unknown>]>([
  ['issues a number of a name', async () => ledger.next(released(0))],
  [
    'issues the first number of a name',
    async (round) => ledger.next({ name: `new-${round}`, version: '1.0.0' }),
  ],
  ['claims', async (round) => ledger.claim({ releases: [released(round)], owner: 'ci', durationMs: 60_000 })],
  ['records', async (round) => ledger.record([{ ...released(round), digest: 'sha256-aa', time }])],
])(`%s without reading a ledger of ${LINES} lines again`, async (_, act) => {
  for (let round = 0; round < ROUNDS; round++) {
    const before = countRead();
    await act(round);
    // Its index is renewed now and then, a part of it at a time.
    expect(countRead() - before).toBeLessThan(bytes / 10);
  }
});

it.runIf(process.platform === 'linux')('reads a claim on hundreds of releases once to renew it', async () => {
  const releases = Array.from({ length: 500 }, (_, index) => ({ name: `great-${index}`, version: '1.0.0' }));
  const request = { releases, owner: 'ci', durationMs: 60_000, nonce: 'n' };
  await ledger.claim(request);
  const before = countRead();
  expect((await ledger.claim(request)).kind).toBe('claimed');
  expect(countRead() - before).toBeLessThan(bytes);
});
