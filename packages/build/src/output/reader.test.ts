import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { createReader } from './reader.ts';

it('reads files of all sizes, one after the other', () => {
  const folder = makeFolder();
  const sizes = [0, 1, 100_000, 262_143, 262_144, 3_000_000, 200_000, 7];
  const files = sizes.map((size, index) => Buffer.alloc(size, index + 1));
  for (const [index, bytes] of files.entries()) writeFileSync(join(folder, `${index}.bin`), bytes);
  const read = createReader(folder);
  const isSame = files.map((bytes, index) => read(`${index}.bin`, (found) => found.equals(bytes)));
  expect(isSame).toEqual(files.map(() => true));
  expect(read('gone.bin', () => true)).toBeUndefined();
});
