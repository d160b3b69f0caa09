import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { expect, it } from 'vitest';
import { listFiles } from './list-files.ts';
import { unrecorded } from './unrecorded.ts';

it('lists no output that is about to be written, and what stands in its place once that has its record', () => {
  const folder = makeFolder();
  const inner = join(folder, 'server');
  mkdirSync(inner);
  writeFileSync(join(inner, 'plain.txt'), 'plain');
  unrecorded.add(inner);
  expect(listFiles(folder)).toEqual([]);
  unrecorded.delete(inner);
  expect(listFiles(folder)).toEqual(['server/plain.txt']);
});
