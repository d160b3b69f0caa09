import { createDoorkeeper } from './doorkeeper.ts';

/** A key that is monitored, and what is kept for it. */
export interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
}

/** The most frequent keys of a stream, in memory that does not grow. */
export interface HeavyHitters<Value> {
  /** Takes a key of the stream, and returns its entry; `undefined` if it is not monitored. */
  observe(key: string): Entry<Value> | undefined;
  /** Returns the entries of all monitored keys. */
  entries(): readonly Entry<Value>[];
}

/** Options of {@link createHeavyHitters}. */
export interface HeavyHittersOptions<Value> {
  /** Keys that are always monitored. */
  readonly known: readonly string[];
  /** How many other keys are monitored, at most. */
  readonly size: number;
  /** Returns a number from 0 up to, but not including, 1. */
  readonly random: () => number;
  /** Creates what is kept for a key that becomes monitored. */
  readonly createValue: () => Value;
  /** Takes what was kept for a key that is no longer monitored. */
  readonly onEvict: (value: Value) => void;
}

interface Counter<Value> extends Entry<Value> {
  /** Roughly how often the key came: a newcomer goes on from the estimate of the key that it replaced. */
  estimate: number;
}

/**
 * Creates a monitor of the most frequent keys, which rare ones cannot flood. While there is room, each key gets a
 * counter at once. After that a key must have come before, not long ago, so that one that comes once replaces none;
 * and it replaces the counter of least estimate n with a chance of 1 in n + 1. That is RAP, the randomized admission
 * policy (Ben Basat, Einziger, Friedman, Kassner, IEEE INFOCOM 2017, arXiv 1612.02962), over the counters of
 * Space-Saving (Metwally, Agrawal, El Abbadi, ICDT 2005), behind TinyLFU's doorkeeper.
 */
export function createHeavyHitters<Value>(options: HeavyHittersOptions<Value>): HeavyHitters<Value> {
  const { known, size, random, createValue, onEvict } = options;
  const createCounter = (key: string, estimate: number) => ({ key, value: createValue(), estimate });
  const counters = new Map<string, Counter<Value>>(known.map((key) => [key, createCounter(key, 0)]));
  const replaceable: Counter<Value>[] = [];
  const findLeast = createLeastFinder(replaceable);
  const cameBefore = createDoorkeeper(Math.floor(random() * 2 ** 32));
  let last: Counter<Value> | undefined;

  function admit(key: string): Counter<Value> | undefined {
    if (replaceable.length < size) return store(replaceable.length, createCounter(key, 0));
    if (!cameBefore(key)) return undefined;
    const [index, least] = findLeast();
    if (random() * (least.estimate + 1) >= 1) return undefined;
    counters.delete(least.key);
    onEvict(least.value);
    return store(index, createCounter(key, least.estimate));
  }

  function store(index: number, counter: Counter<Value>): Counter<Value> {
    replaceable[index] = counter;
    counters.set(counter.key, counter);
    return counter;
  }

  return {
    observe(key) {
      // Most come after their like, and the key that evicts the last one becomes the last one itself.
      if (last?.key !== key) last = counters.get(key) ?? admit(key);
      if (last) last.estimate += 1;
      return last;
    },
    entries: () => [...counters.values()],
  };
}

/**
 * Creates the search for the least estimate. Estimates only grow, so it goes on from where it last found one, and
 * raises the value it looks for when a whole round finds none.
 */
function createLeastFinder<Value>(
  counters: readonly Counter<Value>[],
): () => readonly [index: number, least: Counter<Value>] {
  let position = 0;
  let minimum = 0;
  return () => {
    for (let step = 0; ; step++) {
      if (step === counters.length) minimum = Math.min(...counters.map(({ estimate }) => estimate));
      const index = position % counters.length;
      const counter = counters[index];
      if (counter && counter.estimate <= minimum) return [index, counter];
      position += 1;
    }
  };
}
