import { expect, it } from 'vitest';
import { nextDelay } from './poll.ts';

it.each([
  [0, 0, 750],
  [0, 0.5, 1000],
  [0, 1, 1250],
  [1, 0.5, 2000],
  [3, 0.5, 8000],
  [50, 1, 10_000],
])('after %i failures, at chance %d, the next poll comes after %i ms of 1000', (failures, chance, delay) => {
  expect(nextDelay(1000, failures, chance)).toBe(delay);
});
