import { computeBackOffMs } from '../../../../packages/build/src/revision/git/back-off.ts';
import { createHeap } from './heap.ts';

/** How a ledger gives numbers. */
export type Engine =
  /** One after the other, in the order of asking: a database. */
  | { readonly kind: 'queue'; readonly serveMs: number }
  /** One push for all that wait: processes of one machine. */
  | { readonly kind: 'share'; readonly pushMs: number }
  /**
   * Machines that know nothing of each other: whoever pushes first wins, the others wait by chance and begin again.
   * An attempt reads, and then pushes for `pushMs`.
   */
  | { readonly kind: 'race'; readonly readMs: number; readonly pushMs: number };

/** How long builds waited for their numbers, in milliseconds. */
export interface Waits {
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
  /** The share of builds that got no number: the ledger gives up after a minute of lost races. */
  readonly unanswered: number;
}

const GIVE_UP_MS = 60_000;

/** Gives moments at which builds begin, independently of each other, in milliseconds and in order. */
export function spreadArrivals(count: number, withinMs: number, random: () => number): readonly number[] {
  return Array.from({ length: count }, () => random() * withinMs).toSorted((a, b) => a - b);
}

/** Plays builds that ask for one number each. */
export function playBuilds(engine: Engine, arrivals: readonly number[], random: () => number): Waits {
  const waits = play(engine, arrivals, random);
  const answered = waits.filter((wait) => wait !== undefined).toSorted((a, b) => a - b);
  const at = (share: number): number =>
    answered[Math.min(answered.length - 1, Math.floor(answered.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), slowest: at(1), unanswered: 1 - answered.length / waits.length };
}

function play(
  engine: Engine,
  arrivals: readonly number[],
  random: () => number,
): readonly (number | undefined)[] {
  if (engine.kind === 'queue') return playQueue(engine.serveMs, arrivals);
  if (engine.kind === 'share') return playShare(engine.pushMs, arrivals);
  return playRace(engine, arrivals, random);
}

function playQueue(serveMs: number, arrivals: readonly number[]): readonly number[] {
  let free = 0;
  return arrivals.map((arrival) => {
    free = Math.max(free, arrival) + serveMs;
    return free - arrival;
  });
}

function playShare(pushMs: number, arrivals: readonly number[]): readonly number[] {
  let began = -Infinity;
  let ends = -Infinity;
  return arrivals.map((arrival) => {
    // Who comes while a push is under way goes with the next one.
    if (arrival > began) {
      began = Math.max(ends, arrival);
      ends = began + pushMs;
    }
    return ends - arrival;
  });
}

interface Attempt {
  readonly began: number;
  readonly lost: number;
  /** When it does its next step. */
  readonly at: number;
  /** The count that it read; `undefined` until it has. */
  readonly read?: number;
}

type Race = Extract<Engine, { kind: 'race' }>;

function playRace(
  race: Race,
  arrivals: readonly number[],
  random: () => number,
): readonly (number | undefined)[] {
  const waits: (number | undefined)[] = [];
  const active: Attempt[] = arrivals.map((began) => ({ began, lost: 0, at: began + race.readMs }));
  const steps = createHeap(active);
  let count = 0;
  for (let step = steps.take(); step; step = steps.take()) {
    if (step.read === undefined) steps.add({ ...step, read: count, at: step.at + race.pushMs });
    else if (step.read === count) {
      count++;
      waits.push(step.at - step.began);
    } else if (step.at - step.began >= GIVE_UP_MS) waits.push(undefined);
    else {
      const next = step.at + computeBackOffMs(step.lost, random) + race.readMs;
      steps.add({ began: step.began, lost: step.lost + 1, at: next });
    }
  }
  return waits;
}
