import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useFaultsByScope } from './faults-by-scope.ts';
import { createShop, readHeld, STOPPED, type Shop } from './shop.ts';
import { QUIET_ENV } from '@verstamp/testing/workspace';

const shops = useFaultsByScope();
const { faults } = shops;

/** Where a publisher is killed. */
type Moment =
  /** At its n-th request: before the registry sees it, or when the registry has done it and the answer is on its way. */
  | { readonly kind: 'request'; readonly number: number; readonly applied: boolean }
  /** When the ledger has taken a claim or a record. */
  | { readonly kind: 'ledger'; readonly entry: 'claim' | 'releases' }
  /** When the first tag stands. */
  | { readonly kind: 'tag' };

// Six requests of the guard, three for dist-tags, six under the claim, then three for each package: the upload and both readings.
const REQUESTS = 24;
const WATCHED = Array.from({ length: REQUESTS }, (_, index) => index + 1);

const MOMENTS: readonly Moment[] = [
  ...WATCHED.map((number) => ({ kind: 'request', number, applied: false }) as const),
  ...WATCHED.map((number) => ({ kind: 'request', number, applied: true }) as const),
  { kind: 'ledger', entry: 'claim' },
  { kind: 'ledger', entry: 'releases' },
  { kind: 'tag' },
];

/** Runs a publisher of its own and kills it; says whether it was killed. */
async function killAt(shop: Shop, scope: string, moment: Moment): Promise<boolean> {
  const { root } = shop.workspace;
  const options = JSON.stringify({ cwd: root, planFolder: shop.planFolder, ...STOPPED });
  const path = fileURLToPath(new URL('./publisher.ts', import.meta.url));
  const release = await holdTags(root);
  const child = spawn(process.execPath, ['--conditions=@verstamp/source', path, options], {
    // Who is killed clears nothing up: what it leaves goes with the workspace's own folder.
    env: { ...QUIET_ENV, TMPDIR: join(root, '.git') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  const stop = arm(child, { root, scope, moment });
  const [, signal] = await ended;
  stop();
  await release();
  return signal === 'SIGKILL';
}

function arm(
  child: ChildProcess,
  { root, scope, moment }: { readonly root: string; readonly scope: string; readonly moment: Moment },
): () => void {
  const kill = () => void child.kill('SIGKILL');
  if (moment.kind === 'request') {
    let seen = 0;
    faults.set(scope, () => {
      if (++seen !== moment.number) return { kind: 'pass' };
      if (!moment.applied) kill();
      return moment.applied ? { kind: 'lose', before: kill } : { kind: 'hang' };
    });
    return () => void faults.delete(scope);
  }
  const isDue = () =>
    moment.kind === 'tag'
      ? existsSync(standingOf(root))
      : readLedger(root).includes(`"kind":"${moment.entry}"`);
  const timer = setInterval(() => void (isDue() && kill()), 2);
  return () => clearInterval(timer);
}

/** Lets no process of git that made a tag end before it is released, so that no publisher is faster than its killer. */
async function holdTags(root: string): Promise<() => Promise<void>> {
  const hook = join(root, '.git/hooks/reference-transaction');
  const hold = `: > '${standingOf(root)}'; while [ -e "$0" ]; do sleep 0.05; done`;
  await writeFile(hook, `#!/bin/sh\nif [ "$1" = committed ]; then ${hold}; fi\n`, { mode: 0o755 });
  return async () => rm(hook);
}

const standingOf = (root: string) => join(root, '.git/first-tag-stands');

function readLedger(root: string): string {
  try {
    return readFileSync(join(root, '.verstamp/ledger.jsonl'), 'utf8');
  } catch {
    return '';
  }
}

const held = async (shop: Shop, version: (name: string) => string) =>
  Promise.all(shop.names.map(async (name) => readHeld(shops.realUrl, name, version(name))));

const CASES = MOMENTS.map((moment, index) => ({
  moment,
  title: JSON.stringify(moment),
  scope: `kill-${index}`,
}));

describe.concurrent('a publisher that is killed at', () => {
  it.each(CASES)('$title leaves nothing that a second run does not finish', async ({ moment, scope }) => {
    const shop = await createShop(shops.url, { scope });
    try {
      const commit = await shop.prepare('1.0.0', 'one');
      expect(await killAt(shop, scope, moment)).toBe(true);
      const report = await shop.release();
      expect([report.conclusion, report.problems]).toEqual(['allow', []]);
      expect(await held(shop, () => '1.0.0')).toEqual(await shop.packed());
      const tags = shop.names.map((name) => `${name}@1.0.0`);
      expect(await shop.tags()).toEqual(Object.fromEntries(tags.map((tag) => [tag, commit])));
      expect(report.tags.map(({ tag }) => tag).toSorted()).toEqual(tags.toSorted());
    } finally {
      await shop.remove();
    }
  });

  it.each(CASES)('$title leaves nothing that a fixing commit does not finish', async ({ moment, scope }) => {
    const own = `${scope}-fix`;
    const shop = await createShop(shops.url, { scope: own });
    const [base = '', cart = '', till = ''] = shop.names;
    try {
      const broken = await shop.prepare('1.0.0', 'one');
      expect(await killAt(shop, own, moment)).toBe(true);
      // Who mends a package that is out raises its version; what is not out keeps its own.
      const isOut = (await held(shop, () => '1.0.0'))[2]?.promised !== undefined;
      const versions = { [base]: '1.0.0', [cart]: '1.0.0', [till]: isOut ? '1.0.1' : '1.0.0' };
      const fixed = await shop.prepare(versions, { [base]: 'one', [cart]: 'one', [till]: 'two' });
      const report = await shop.release();
      expect([report.conclusion, report.problems]).toEqual(['allow', []]);
      expect(await held(shop, (name) => versions[name] ?? '')).toEqual(await shop.packed());
      const tags = await shop.tags();
      expect(tags[`${till}@${versions[till]}`]).toBe(fixed);
      for (const name of shop.names) expect([broken, fixed]).toContain(tags[`${name}@1.0.0`]);
      if (isOut) expect(tags[`${till}@1.0.0`]).toBe(broken);
    } finally {
      await shop.remove();
    }
  });
});
