import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countMeasured, findValue, readFigures } from './figures.ts';
import { root } from './workspace.ts';

// The bench writes these two itself.
const WRITTEN = new Set(['docs/benchmarks.md', 'docs/scale.md']);
const pages = globSync(['README.md', 'packages/*/README.md', 'docs/**/*.md'], { cwd: root })
  .filter((page) => !WRITTEN.has(page))
  .map((page) => ({ page, text: readFileSync(join(root, page), 'utf8') }));

describe('figures', () => {
  const result = {
    rows: [
      { who: 'a', ratio: 2 },
      { who: 'b c', ratio: 3.8 },
    ],
    full: { ms: 40 },
  };

  it('are read with where they come from', () => {
    const text = 'It is 3.8 times<!-- bench verdict rows[who=b c].ratio ±20% --> as fast.';
    expect(readFigures(text)).toEqual([
      { stated: 3.8, suite: 'verdict', path: 'rows[who=b c].ratio', tolerance: 0.2 },
    ]);
    expect(countMeasured(text)).toBe(1);
  });

  it('are found in what the bench kept', () => {
    expect(findValue(result, 'rows[who=b c].ratio')).toBe(3.8);
    expect(findValue(result, 'full.ms')).toBe(40);
    expect(() => findValue(result, 'rows[who=nobody].ratio')).toThrow(/no number/);
  });
});

it.each(pages)('$page states no figure that the last run does not bear out', ({ text }) => {
  const figures = readFigures(text);
  expect(figures.length).toBeGreaterThanOrEqual(countMeasured(text));
  for (const { stated, suite, path, tolerance } of figures) {
    const file = join(root, 'tools/bench/results', `${suite}.json`);
    const measured = findValue(JSON.parse(readFileSync(file, 'utf8')), path);
    const difference = Math.abs(stated - measured) / measured;
    expect({ path, stated, measured, isNear: difference <= tolerance }).toMatchObject({ isNear: true });
  }
});

it('states some', () => {
  expect(pages.flatMap(({ text }) => readFigures(text)).length).toBeGreaterThan(0);
});
