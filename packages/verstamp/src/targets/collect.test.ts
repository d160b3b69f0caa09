import { createReadStream } from 'node:fs';
import { expect, it } from 'vitest';
import { collect } from './collect.ts';

it('leaves what never ends', async () => {
  const stream = createReadStream('/dev/zero');
  const { bytes, isCut } = await collect(stream, 100_000);
  expect([bytes.length > 100_000, isCut, stream.destroyed]).toEqual([true, true, true]);
});

it('takes all of what ends in time', async () => {
  const { bytes, isCut } = await collect(createReadStream(import.meta.filename), 100_000);
  expect([bytes.toString().startsWith('import'), isCut]).toEqual([true, false]);
});
