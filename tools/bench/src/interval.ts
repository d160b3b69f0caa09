import { median } from './measure.ts';

/** A median, and between which values the true one lies in 19 of 20 such runs. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Estimates the median of an odd number of values by their ranks alone, as the sign test does: how many of them lie
 * below it is binomial, and of how they are spread nothing is assumed.
 */
export function estimateInterval(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  let rank = 0;
  // How probable it is that exactly `rank` of them lie below the true median, and that fewer do.
  let probability = 0.5 ** sorted.length;
  let fewer = 0;
  while (fewer + probability <= 0.025) {
    fewer += probability;
    probability *= (sorted.length - rank) / (rank + 1);
    rank++;
  }
  const place = Math.max(0, rank - 1);
  const at = (index: number): number => sorted.at(index) ?? Number.NaN;
  return { median: median(sorted), low: at(place), high: at(-1 - place) };
}
