import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readBackwards } from './backwards.ts';
import { withFile } from './file.ts';

it('reads a line of any length in time', () => {
  const path = join(makeFolder(), 'ledger.jsonl');
  writeFileSync(path, 'first\n');
  truncateSync(path, 2 ** 26);
  const lines = withFile(path, 'r', (file) => [...readBackwards(file, 2 ** 26)]);
  expect(lines.map(({ offset, bytes, ended }) => [offset, bytes.length, ended])).toEqual([
    [6, 2 ** 26 - 6, false],
    [0, 5, true],
  ]);
});
