import type { verdict } from '@verstamp/core';
import type { compareVersions } from 'compare-versions';
import { expect, it } from 'vitest';
import { bundle } from './bundle.ts';

type Pair = readonly [client: string, server: string];

interface Bundled {
  readonly verdict: typeof verdict;
  readonly compareVersions: typeof compareVersions;
}

const code = `export { verdict } from '@verstamp/core'; export { compareVersions } from 'compare-versions'`;
const changing = Array.from({ length: 64 }, (_, n): Pair => [`1.${n % 7}.${n}`, `1.${n % 5}.${n * 3}`]);
const repeated = Array.from({ length: 64 }, (): Pair => ['1.4.3', '1.5.6']);

/** Nanoseconds per call, in the quickest of several rounds: noise only ever adds. */
function time(call: (client: string, server: string) => unknown, pairs: readonly Pair[]): number {
  let quickest = Infinity;
  let kept: unknown;
  for (let round = 0; round < 20; round++) {
    const start = process.hrtime.bigint();
    for (let turn = 0; turn < 200; turn++) {
      for (const [client, server] of pairs) kept = call(client, server);
    }
    quickest = Math.min(quickest, Number(process.hrtime.bigint() - start) / (200 * pairs.length));
  }
  expect(kept).toBeDefined();
  return quickest;
}

it('decides about a pair well before compare-versions has compared it, and about the same pair at once', async () => {
  // Bundled, since the test runner's own way of importing would be measured otherwise.
  const text = Buffer.from(await bundle(code)).toString('base64');
  const peer = (await import(/* @vite-ignore */ `data:text/javascript;base64,${text}`)) as Bundled;
  const ask = (client: string, server: string) => peer.verdict(client, server, 'xx------');
  const theirs = time(peer.compareVersions, changing);
  const ours = time(ask, changing);
  const again = time(ask, repeated);
  console.info(
    `verdict ${ours.toFixed(0)} ns, repeated ${again.toFixed(1)}, compare-versions ${theirs.toFixed(0)}`,
  );
  // About 2 and 15 on a quiet machine; tests run beside each other.
  expect(theirs / ours).toBeGreaterThan(1.5);
  expect(ours / again).toBeGreaterThan(5);
});
