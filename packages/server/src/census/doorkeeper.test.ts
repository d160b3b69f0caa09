import { expect, it } from 'vitest';
import { createDoorkeeper } from './doorkeeper.ts';

it('knows a text again, and at most one stranger in forty', () => {
  const isKnown = createDoorkeeper(42);
  let mistaken = 0;
  for (let number = 0; number < 16_000; number++) {
    if (isKnown(`1.0.${number}`)) mistaken += 1;
    expect(isKnown(`1.0.${number}`)).toBe(true);
  }
  expect(mistaken).toBeLessThan(16_000 / 40);
});

it('forgets, so that it never knows everybody', () => {
  const isKnown = createDoorkeeper(42);
  let mistaken = 0;
  for (let number = 0; number < 200_000; number++) {
    if (isKnown(`1.${number}.0`)) mistaken += 1;
  }
  expect(mistaken).toBeLessThan(200_000 / 40);
  expect(isKnown('1.0.0')).toBe(false);
});

it('takes other strangers for acquaintances with another seed', () => {
  const mistaken = [1, 2].map((seed) => {
    const isKnown = createDoorkeeper(seed);
    return Array.from({ length: 16_000 }, (_, number) => isKnown(`1.0.${number}`)).flatMap((known, number) =>
      known ? [number] : [],
    );
  });
  expect(mistaken[0]).not.toEqual(mistaken[1]);
});
