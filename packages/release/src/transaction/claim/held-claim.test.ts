import { join } from 'node:path';
import { fileLedger, type Ledger } from '@verstamp/build/revision';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { claimSet, type HeldClaim } from './held-claim.ts';
import { waitForOthers } from './wait-for-others.ts';

const release = { name: 'shop', version: '1.0.0', digest: 'sha256-aa' };
const releases = [release];
const times = { claimMs: 1000, pollMs: 10, waitMs: 5000 };

let folder: string;
let ledger: Ledger;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  folder = makeFolder();
  ledger = fileLedger(join(folder, 'ledger.jsonl'));
});

afterEach(() => {
  vi.useRealTimers();
});

async function take(owner: string): Promise<HeldClaim> {
  const outcome = await claimSet({ ledger, releases, owner, times });
  return outcome.kind === 'ours' ? outcome.claim : expect.unreachable();
}

const slowDown = (milliseconds: number) => {
  const ask = ledger.claim.bind(ledger);
  return vi.spyOn(ledger, 'claim').mockImplementation(async (request) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return ask(request);
  });
};

describe('a claim that is held', () => {
  it('is renewed for as long as it is not released', async () => {
    const claim = await take('first');
    await vi.advanceTimersByTimeAsync(10_000);
    await claim.check();
    expect((await ledger.read()).claims).toMatchObject([{ owner: 'first', releases }]);
    await claim.stopRenewing();
    await vi.advanceTimersByTimeAsync(1000);
    expect((await ledger.read()).claims).toEqual([]);
  });

  it('is not renewed any more once that has stopped, even if the ledger was just being asked', async () => {
    const ask = ledger.claim.bind(ledger);
    const claim = await take('first');
    let answer: () => void = expect.unreachable;
    vi.spyOn(ledger, 'claim').mockImplementation(async (request) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return ask(request);
    });
    await vi.advanceTimersByTimeAsync(250);
    setTimeout(() => answer(), 10);
    const end = async () => {
      await claim.stopRenewing();
      await ledger.record([{ ...release, time: '2026-11-21T02:00:00Z' }]);
    };
    const ended = end();
    await vi.advanceTimersByTimeAsync(10);
    await ended;
    expect((await ledger.read()).claims).toEqual([]);
  });

  it('asks the ledger before an upload, but not again for the next one at once', async () => {
    const claim = await take('first');
    const claims = vi.spyOn(ledger, 'claim');
    await claim.check();
    expect(claims).toHaveBeenCalledTimes(0);
    vi.setSystemTime(Date.now() + 125);
    await claim.check();
    await claim.check();
    expect(claims).toHaveBeenCalledTimes(1);
    await claim.stopRenewing();
  });

  it('is lost when its time passes without a renewal, even if nobody else came', async () => {
    const claim = await take('first');
    vi.setSystemTime(Date.now() + 1000);
    await expect(claim.check()).rejects.toMatchObject({ code: 'CLAIM_LOST' });
    expect(claim.signal.aborted).toBe(true);
    await claim.stopRenewing();
  });

  it.each([
    ['behind', -5000],
    ['ahead', 5000],
  ])('holds for as long as it was given, where the clock of the ledger is %s', async (_, skew) => {
    ledger = fileLedger(join(folder, 'ledger.jsonl'), { now: () => Date.now() + skew });
    const claim = await take('first');
    await vi.advanceTimersByTimeAsync(3000);
    await claim.check();
    await claim.stopRenewing();
    vi.setSystemTime(Date.now() + 1000);
    await expect(claim.check()).rejects.toMatchObject({ code: 'CLAIM_LOST' });
  });

  it('is lost for good: a claim of somebody else is not taken back', async () => {
    const claim = await take('first');
    vi.setSystemTime(Date.now() + 1000);
    const other = await take('second');
    await expect(claim.check()).rejects.toMatchObject({ code: 'CLAIM_LOST' });
    await claim.drop();
    await other.check();
    await other.stopRenewing();
  });

  it('tells who has it where it cannot be had, and can be had once it is dropped', async () => {
    const claim = await take('first');
    expect(await claimSet({ ledger, releases, owner: 'second', times })).toMatchObject({
      kind: 'held',
      by: [{ owner: 'first' }],
    });
    await claim.drop();
    await (await take('second')).stopRenewing();
  });
});

describe('a claim whose ledger is slow', () => {
  it('is not asked for again once renewing has stopped', async () => {
    const claim = await take('first');
    const claims = slowDown(700);
    await vi.advanceTimersByTimeAsync(800);
    const stopped = claim.stopRenewing();
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
    expect(claims).toHaveBeenCalledTimes(1);
  });

  it('is lost where asking lasts longer than it holds', async () => {
    const claim = await take('first');
    slowDown(1100);
    vi.setSystemTime(Date.now() + 200);
    const checked = expect(claim.check()).rejects.toMatchObject({ code: 'CLAIM_LOST' });
    await vi.advanceTimersByTimeAsync(1100);
    await checked;
    const stopped = claim.stopRenewing();
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
  });
});

const by = async () => (await ledger.read()).claims;
const pause = async (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);

describe('waitForOthers', () => {
  it('ends with the claim', async () => {
    await (await take('first')).stopRenewing();
    const began = Date.now();
    await waitForOthers(ledger, { by: await by(), times, deadline: began + 5000, pause });
    expect(Date.now() - began).toBe(1000);
  });

  it('ends with the patience', async () => {
    await (await take('first')).stopRenewing();
    const waiting = waitForOthers(ledger, { by: await by(), times, deadline: Date.now() + 500, pause });
    await expect(waiting).rejects.toMatchObject({ code: 'RELEASE_HELD', details: { owner: 'first' } });
  });
});
