import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import sizes from './sizes.json' with { type: 'json' };

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

interface Size {
  readonly what: string;
  readonly code: string;
  /** What an app has anyway: only what comes on top of it counts. */
  readonly besides?: string;
  readonly limit: number;
}

async function measure(code: string): Promise<number> {
  return gzipSync(await bundle(code), { level: 9 }).length;
}

describe.each<Size>(sizes)('$what', ({ what, code, besides, limit }) => {
  it(`is at most ${limit} bytes, and not far below, so that the limit says something`, async () => {
    const length = besides
      ? (await measure(`${besides}; ${code}`)) - (await measure(besides))
      : await measure(code);
    expect(length).toBeLessThanOrEqual(limit);
    expect(length).toBeGreaterThan(limit * 0.9);
  });

  it('is in the README with its size', () => {
    const row = readme.split('\n').find((line) => line.startsWith(`| ${what} `));
    expect(row?.split('|')[2]?.trim()).toBe(`${limit} B`);
  });
});
