import { describe, expect, it } from 'vitest';
import { estimateInterval } from './interval.ts';

describe('the interval of a median', () => {
  it.each([
    // Ranks as in tables of the sign test, both ends at most 2.5 %.
    [1, 1, 1, 1],
    [5, 3, 1, 5],
    [9, 5, 2, 8],
    [11, 6, 2, 10],
    [21, 11, 6, 16],
    [25, 13, 8, 18],
    [31, 16, 10, 22],
  ])('of %i values has the %ith in its middle, and reaches from the %ith to the %ith', (...ranks) => {
    const [count, median, low, high] = ranks;
    const values = Array.from({ length: count }, (_, index) => count - index);
    expect(estimateInterval(values)).toEqual({ median, low, high });
  });
});
