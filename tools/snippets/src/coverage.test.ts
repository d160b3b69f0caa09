import { expect, it } from 'vitest';
import { kindOf } from './kind.ts';
import { nameOf, readAllBlocks, readKind } from './pages.ts';

const blocks = readAllBlocks();

it('finds the pages', () => {
  const pages = new Set(blocks.map(({ page }) => page));
  for (const page of ['README.md', 'packages/server/README.md', 'docs/getting-started.md']) {
    expect(pages).toContain(page);
  }
});

it('knows how to carry out every block of every page', () => {
  const unknown = blocks.filter((block) => !kindOf(block)).map((block) => nameOf(block));
  // A language that nobody runs yet needs a kind in kind.ts and a test, or `not-run="REASON"` behind the fence.
  expect(unknown).toEqual([]);
});

it('leaves out few, each for a reason that the page gives', () => {
  const reasons = readKind('left').map(({ page, attributes }) => [page, attributes['not-run']]);
  expect(reasons.filter(([, reason = '']) => reason.length < 10)).toEqual([]);
  expect(reasons.length).toBeLessThanOrEqual(2);
});
