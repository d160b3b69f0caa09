import { expect, it } from 'vitest';
import { summarise } from './overhead.ts';

const NOISE = [0, 60, -40, 90, -70, 20, -90, 50, -20];

/** Builds of 2000 ms, of which the others' threads take more or less from round to round. */
const build = (mainMs: number) => (noise: number, round: number) => ({
  cpuMs: 1500 + noise + mainMs,
  mainMs: mainMs + (round % 2),
});

it('sees what a plugin adds on its thread, whatever the others take', () => {
  const shifted = NOISE.map((_, round) => NOISE[(round + 4) % NOISE.length] ?? 0);
  const { rounds, plainMs, control, ratio, main, mainControl } = summarise('vite 8', [
    NOISE.map(build(500)),
    shifted.map(build(540)),
    NOISE.toReversed().map(build(500)),
  ]);
  expect({ rounds, plainMs }).toEqual({ rounds: 9, plainMs: 2000 });
  expect(main.median).toBeCloseTo(1.02, 3);
  expect(mainControl.median).toBeCloseTo(1, 3);
  expect(main.high - main.low).toBeLessThan((ratio.high - ratio.low) / 10);
  expect(control.low).toBeLessThanOrEqual(1);
  expect(control.high).toBeGreaterThanOrEqual(1);
});
