import { expect, it } from 'vitest';
import { estimateInterval } from './interval.ts';

it.each([
  // By the tables of the sign test: the ranks of 95 % intervals.
  [1, 1, 1, 1],
  [5, 3, 1, 5],
  [9, 5, 2, 8],
  [21, 11, 6, 16],
  [31, 16, 10, 22],
])(
  'of %i values the %ith is the median, and surely between the %ith and the %ith',
  (count, median, low, high) => {
    const values = Array.from({ length: count }, (_, index) => count - index);
    expect(estimateInterval(values)).toEqual({ median, low, high });
  },
);
