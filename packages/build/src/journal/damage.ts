import { ledgerDamaged } from '@verstamp/core/problems';
import { readExactly } from './backwards.ts';

/** What makes a journal unusable, and where. */
export interface Damage {
  readonly offset: number;
  readonly reason: string;
}

/** Makes the error for what damages a journal. */
export type Fail = (damage: Damage) => Error;

/** Creates what makes the errors for a damaged journal: each names its line. */
export function createFail(file: number, path: string): Fail {
  return (damage) => ledgerDamaged({ path, line: countLines(file, damage.offset), ...damage });
}

function countLines(file: number, offset: number): number {
  return readExactly(file, 0, offset).reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 1);
}
