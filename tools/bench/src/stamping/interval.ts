/** A median, and between which values the true one lies in 19 of 20 such runs. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Estimates the median of an odd number of values by their ranks alone: of how they are spread nothing is assumed. */
export function estimateInterval(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  // Of n values n / 2 ± 1.96 · √n / 2 lie below the true median.
  const reach = Math.min(Math.ceil(0.98 * Math.sqrt(sorted.length)), middle);
  const at = (rank: number): number => sorted[rank] ?? Number.NaN;
  return { median: at(middle), low: at(middle - reach), high: at(middle + reach) };
}
