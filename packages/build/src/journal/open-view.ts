import { fstatSync } from 'node:fs';
import { ledgerDamaged } from '@verstamp/core/problems';
import { readExactly } from './backwards.ts';
import type { Damage } from './damage.ts';
import { readView, type View } from './view.ts';

/**
 * Reads the end of a journal as it stands.
 *
 * @throws VerstampError `LEDGER_DAMAGED`; so do its entries when they are read.
 */
export function openView(file: number, path: string): View {
  return readView(file, fstatSync(file).size, (damage) =>
    ledgerDamaged({ path, line: countLines(file, damage), ...damage }),
  );
}

function countLines(file: number, { offset }: Damage): number {
  return readExactly(file, 0, offset).reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 1);
}
