import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import sizes from './sizes.json' with { type: 'json' };

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe.each(sizes)('$what', ({ what, code, limit }) => {
  it(`is at most ${limit} bytes, and not far below, so that the limit says something`, async () => {
    const { length } = gzipSync(await bundle(code), { level: 9 });
    expect(length).toBeLessThanOrEqual(limit);
    expect(length).toBeGreaterThan(limit * 0.9);
  });

  it('is in the README with its size', () => {
    const row = readme.split('\n').find((line) => line.startsWith(`| ${what} `));
    expect(row?.split('|')[2]?.trim()).toBe(`${limit} B`);
  });
});
