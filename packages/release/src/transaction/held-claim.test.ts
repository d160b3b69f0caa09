import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileLedger, type Ledger } from '@verstamp/build/revision';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimSet, waitForOthers, type HeldClaim } from './held-claim.ts';

const releases = [{ name: 'shop', version: '1.0.0', digest: 'sha256-aa' }];
const times = { claimMs: 1000, pollMs: 10, waitMs: 5000 };

let folder: string;
let ledger: Ledger;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  folder = mkdtempSync(join(tmpdir(), 'verstamp-hold-'));
  ledger = fileLedger(join(folder, 'ledger.jsonl'));
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

async function take(owner: string): Promise<HeldClaim> {
  const outcome = await claimSet({ ledger, releases, owner, times });
  return outcome.kind === 'ours' ? outcome.hold : expect.unreachable();
}

describe('a hold', () => {
  it('is renewed for as long as it is not released', async () => {
    const hold = await take('first');
    await vi.advanceTimersByTimeAsync(10_000);
    await hold.check();
    expect((await ledger.read()).claims).toMatchObject([{ owner: 'first', releases }]);
    hold.release();
    await vi.advanceTimersByTimeAsync(1000);
    expect((await ledger.read()).claims).toEqual([]);
  });

  it('asks the ledger before an upload, but not again for the next one at once', async () => {
    const hold = await take('first');
    const claims = vi.spyOn(ledger, 'claim');
    await hold.check();
    expect(claims).toHaveBeenCalledTimes(0);
    vi.setSystemTime(Date.now() + 125);
    await hold.check();
    await hold.check();
    expect(claims).toHaveBeenCalledTimes(1);
    hold.release();
  });

  it('is lost when its time passes without a renewal, even if nobody else came', async () => {
    const hold = await take('first');
    vi.setSystemTime(Date.now() + 1000);
    await expect(hold.check()).rejects.toMatchObject({ code: 'CLAIM_LOST' });
    expect(hold.signal.aborted).toBe(true);
    hold.release();
  });

  it('is lost for good: a claim of somebody else is not taken back', async () => {
    const hold = await take('first');
    vi.setSystemTime(Date.now() + 1000);
    const other = await take('second');
    await expect(hold.check()).rejects.toMatchObject({ code: 'CLAIM_LOST' });
    await hold.drop();
    await other.check();
    other.release();
  });

  it('tells who has it where it cannot be had, and can be had once it is dropped', async () => {
    const hold = await take('first');
    expect(await claimSet({ ledger, releases, owner: 'second', times })).toMatchObject({
      kind: 'held',
      by: [{ owner: 'first' }],
    });
    await hold.drop();
    (await take('second')).release();
  });
});

const by = async () => (await ledger.read()).claims;
const pause = async (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);

describe('waitForOthers', () => {
  it('ends with the claim', async () => {
    (await take('first')).release();
    const began = Date.now();
    await waitForOthers(ledger, { by: await by(), times, deadline: began + 5000, pause });
    expect(Date.now() - began).toBe(1000);
  });

  it('ends with the patience', async () => {
    (await take('first')).release();
    const waiting = waitForOthers(ledger, { by: await by(), times, deadline: Date.now() + 500, pause });
    await expect(waiting).rejects.toMatchObject({ code: 'RELEASE_HELD', details: { owner: 'first' } });
  });
});
