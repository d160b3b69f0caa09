import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 25;
const LONGEST_MS = 8000;

/** Computes how long to wait after so many lost races: anything up to a bound that doubles. */
export function computeBackOffMs(lost: number, random: () => number): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** lost);
}

/** Waits after a lost race, so that those who lost together do not meet again. */
export async function backOff(lost: number): Promise<void> {
  await sleep(computeBackOffMs(lost, Math.random));
}
