import { expect, it } from 'vitest';
import { computeTrips } from './trips.ts';

it.each([
  [{ together: 1, inTurn: 0 }, 16, { requests: 16, seconds: 0.05 }],
  [{ together: 1, inTurn: 0 }, 17, { requests: 17, seconds: 0.1 }],
  [{ together: 0, inTurn: 6 }, 10, { requests: 60, seconds: 3 }],
  [{ together: 4, inTurn: 6 }, 16, { requests: 160, seconds: 5 }],
])('lets %o of %i packages take their round trips', (requests, packages, expected) => {
  expect(computeTrips(packages, { ...requests, roundTripMs: 50 })).toEqual(expected);
});
