import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listFullSize } from './full-size.ts';
import { root } from './workspace.ts';

it('finds each test that has a full size, however it reads it', () => {
  const reading = globSync('{packages,tools}/*/{src,e2e}/**/*.{test,e2e}.ts', { cwd: root }).filter((file) =>
    /\bVERSTAMP_FULL\b|testing\/size|\bisFull\b/.test(readFileSync(join(root, file), 'utf8')),
  );
  const own = 'tools/check/src/full-size.test.ts';
  expect(listFullSize()).toEqual(reading.filter((file) => file !== own).toSorted());
  expect(listFullSize()).toContain('packages/server/e2e/messages.e2e.ts');
});
