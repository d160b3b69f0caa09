import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeBareRepository } from '@verstamp/testing/git';
import { createShop, readHeld, type Shop } from './shop.ts';

let real: TestRegistry;
let registry: FaultyRegistry;
let folder: string;

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  folder = makeFolder();
});

afterAll(async () => {
  await registry.close();
  await real.close();
});

/** Checkouts of one repository, each as another machine has it. */
async function withPublishers(
  scope: string,
  count: number,
  act: (shops: readonly Shop[]) => Promise<void>,
): Promise<void> {
  const ledger = `file:${join(folder, `${scope}.jsonl`)}`;
  const remote = join(folder, `${scope}.git`);
  makeBareRepository(remote);
  const shops = await Promise.all(
    Array.from({ length: count }, async () => createShop(registry.url, { scope, ledger, remote })),
  );
  try {
    await act(shops);
  } finally {
    await Promise.all(shops.map(async (shop) => shop.remove()));
  }
}

const ROUNDS = 100;

describe.each([2, 8])('of %i publishers at once', (count) => {
  it('one wins the whole set, the others are refused', async () => {
    await withPublishers(`race-${count}`, count, async (shops) => {
      for (let round = 0; round < ROUNDS; round++) {
        const version = `1.${round}.0`;
        await Promise.all(shops.map(async (shop, index) => shop.prepare(version, `by ${index}`)));
        const reports = await Promise.all(shops.map(async (shop) => shop.release()));
        const winner = reports.findIndex(({ conclusion }) => conclusion === 'allow');
        // What a release does not know, it says why.
        const told = reports.map(({ conclusion, problems }) =>
          conclusion === 'unknown' ? problems.map(String) : conclusion,
        );
        expect(told).toEqual(reports.map((_, index) => (index === winner ? 'allow' : 'refuse')));
        const [first] = shops;
        const names = first?.names ?? [];
        const held = await Promise.all(names.map(async (name) => readHeld(real.url, name, version)));
        expect(held).toEqual(await shops[winner]?.packed());
      }
    });
  }, 1_800_000);

  it('that have the same content all succeed, and each tarball is sent once', async () => {
    await withPublishers(`same-${count}`, count, async (shops) => {
      await Promise.all(shops.map(async (shop) => shop.prepare('1.0.0', 'same')));
      registry.seen.length = 0;
      const reports = await Promise.all(shops.map(async (shop) => shop.release()));
      expect(new Set(reports.map(({ conclusion }) => conclusion))).toEqual(new Set(['allow']));
      const tags = await Promise.all(shops.map(async (shop) => shop.tags()));
      expect(new Set(tags.map((own) => JSON.stringify(own))).size).toBe(1);
      const sent = registry.seen.filter(
        ([method, path]) => method === 'PUT' && path.includes(`same-${count}`),
      );
      expect(sent.length).toBe(3);
    });
  });
});

it('of two versions of a package at once the higher one has "latest" in the end', async () => {
  await withPublishers('versions', 2, async ([main, fixes]) => {
    if (!main || !fixes) return expect.unreachable();
    for (let major = 1; major <= 8; major++) {
      await main.prepare(`${major + 1}.0.0`, 'main');
      await fixes.prepare(`${major}.0.1`, 'fixes');
      const reports = await Promise.all([main.release(), fixes.release()]);
      expect(reports[0].conclusion).toBe('allow');
      for (const name of main.names) {
        const tags: unknown = await (await fetch(`${real.url}-/package/${name}/dist-tags`)).json();
        expect(tags).toEqual({ latest: `${major + 1}.0.0` });
      }
    }
  });
}, 300_000);
