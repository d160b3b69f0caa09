import { describe, expect, it } from 'vitest';
import { openLedger } from '../src/revision/open-ledger.ts';
import { issueApart, releaseUntilKilled, type Place } from './children.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeMachines } from './remote.ts';
import { isFull } from '@verstamp/testing/size';

interface Target {
  readonly title: string;
  /** How many processes are killed. */
  readonly kills: number;
  /** How long its first step may take. */
  readonly longestMs: number;
  /** Makes a ledger, and gives the places from which processes use it. */
  readonly place: () => readonly Place[];
}

/** As many at once as use one ledger; a new ledger after some rounds, so that its beginning is met often. */
const AT_ONCE = 4;
const ROUNDS = 5;

/** Some are killed in their first step, others in one of the next. */
const STEPS = 7;

const TARGETS: readonly Target[] = [
  {
    title: 'file ledger',
    kills: isFull ? 1000 : 12,
    longestMs: 5,
    place: () => [{ folder: makeFolder(), address: 'file:ledger.jsonl' }],
  },
  {
    title: 'git ledger',
    kills: isFull ? 100 : 4,
    longestMs: 300,
    place: () => makeMachines(2),
  },
];

/** Kills processes that use one ledger, and gives what they told of. */
async function killAll(
  places: readonly Place[],
  count: number,
  longestMs: number,
): Promise<readonly string[]> {
  const told: string[] = [];
  for (let killed = 0; killed < count; killed += AT_ONCE) {
    const runs = Array.from({ length: Math.min(AT_ONCE, count - killed) }, async (_, index) =>
      releaseUntilKilled(places[index % places.length] ?? { folder: '', address: '' }, {
        after: (killed + index) % STEPS,
        longestMs,
      }),
    );
    told.push(...(await Promise.all(runs)).flat());
  }
  return told;
}

const select = (told: readonly string[], word: string): readonly number[] =>
  told.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.slice(word.length + 1)));

describe.each(TARGETS)('the $title', ({ kills, longestMs, place }) => {
  it(
    `issues nothing twice and loses no release when ${kills} processes are killed at random moments`,
    async () => {
      let recordedInAll = 0;
      for (let killed = 0; killed < kills; killed += AT_ONCE * ROUNDS) {
        const places = place();
        const told = await killAll(places, Math.min(AT_ONCE * ROUNDS, kills - killed), longestMs);
        const issued = select(told, 'issued');
        expect(new Set(issued).size).toBe(issued.length);
        const recorded = select(told, 'recorded');
        recordedInAll += recorded.length;
        const ledger = openLedger({ folder: '', address: '', ...places[0], start: undefined });
        const { releases } = await ledger.read();
        const found = new Map(releases.map(({ version, digest }) => [version, digest]));
        for (const revision of recorded) expect(found.get(`1.0.${revision}`)).toBe(`sha256-${revision}`);
        expect(found.size).toBe(releases.length);
        // What nobody was told of may be lost; what somebody was told of is never given again.
        const next = await ledger.next({ name: 'shop', version: '1.0.0' });
        expect(issued).not.toContain(next);
      }
      expect(recordedInAll).toBeGreaterThan(0);
    },
    isFull ? 600_000 : 60_000,
  );
});

it('the clock issues no number twice when processes are killed', async () => {
  const place = { folder: makeFolder(), address: 'clock' };
  const all: number[] = [];
  for (let round = 0; round < (isFull ? 20 : 2); round++) {
    const killed = [3, 11, 23].map(async (killAfter) =>
      issueApart({ ...place, name: 'shop', count: 1e6, killAfter: killAfter + round }),
    );
    all.push(...(await Promise.all(killed)).flat());
  }
  expect(new Set(all).size).toBe(all.length);
});
