import { createDoorkeeper } from './doorkeeper.ts';

/** A key that has a place, and what is kept for it. */
export interface Line<Value> {
  readonly key: string;
  readonly value: Value;
}

/** A bounded number of places, for which the keys contend. */
export interface Contest<Value> {
  /** Finds the place of a key that comes, or gives it one; `undefined` where it gets none. */
  find(key: string): Line<Value> | undefined;
  /** Gives all places that are taken. */
  all(): readonly Line<Value>[];
}

/** What a contest is made from. */
export interface ContestParameters<Value> {
  /** Keys that always have a place. */
  readonly known: readonly string[];
  /** How many places there are beside theirs. */
  readonly size: number;
  /** Gives a number from 0 to 1, without 1. */
  readonly random: () => number;
  /** Makes what is kept for a key that gets a place. */
  readonly start: () => Value;
  /** Takes what was kept for a key that loses its place. */
  readonly giveUp: (value: Value) => void;
}

interface Place<Value> extends Line<Value> {
  /** How often the key came, as the contest reckons it: a newcomer goes on from the rank of whom it displaced. */
  rank: number;
}

/**
 * Creates a contest that keys in use win, however many others are made up. While places are free, each key gets one
 * at once. After that a key must have come before, not long ago, so that one that comes once displaces nobody; and it
 * displaces the place of least rank r with a chance of 1 in r + 1. That is RAP, the randomized admission policy
 * (Ben Basat, Einziger, Friedman, Kassner, IEEE INFOCOM 2017, arXiv 1612.02962), over the counters of Space-Saving
 * (Metwally, Agrawal, El Abbadi, ICDT 2005), behind TinyLFU's doorkeeper.
 */
export function createContest<Value>(parameters: ContestParameters<Value>): Contest<Value> {
  const { known, size, random, start, giveUp } = parameters;
  const open = (key: string, rank: number): Place<Value> => ({ key, value: start(), rank });
  const places = new Map(known.map((key) => [key, open(key, 0)]));
  const contested: Place<Value>[] = [];
  const findLeast = createSearch(contested);
  const cameBefore = createDoorkeeper(Math.floor(random() * 2 ** 32));
  let last: Place<Value> | undefined;

  function admit(key: string): Place<Value> | undefined {
    if (contested.length < size) return settle(contested.length, open(key, 0));
    if (!cameBefore(key)) return undefined;
    const [at, least] = findLeast();
    if (random() * (least.rank + 1) >= 1) return undefined;
    places.delete(least.key);
    giveUp(least.value);
    return settle(at, open(key, least.rank));
  }

  function settle(at: number, place: Place<Value>): Place<Value> {
    contested[at] = place;
    places.set(place.key, place);
    return place;
  }

  return {
    find(key) {
      // Most come after one of their own kind, and whoever displaces the last place takes it.
      if (last?.key !== key) last = places.get(key) ?? admit(key);
      if (last) last.rank += 1;
      return last;
    },
    all: () => [...places.values()],
  };
}

/**
 * Creates the search for the least rank. Ranks only grow, so it goes on from where it last found one, and raises
 * the rank it looks for when a whole round finds none.
 */
function createSearch<Value>(
  contested: readonly Place<Value>[],
): () => readonly [at: number, least: Place<Value>] {
  let hand = 0;
  let floor = 0;
  return () => {
    for (let step = 0; ; step++) {
      if (step === contested.length) floor = Math.min(...contested.map(({ rank }) => rank));
      const place = contested[hand % contested.length];
      if (place && place.rank <= floor) return [hand % contested.length, place];
      hand += 1;
    }
  };
}
