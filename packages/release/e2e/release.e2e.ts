import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFaultyRegistry, startRegistry, type FaultyRegistry, type TestRegistry } from './registry.ts';
import { createShop, type Shop } from './shop.ts';

let real: TestRegistry;
let registry: FaultyRegistry;
let shop: Shop;

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  shop = await createShop(registry.url);
});

beforeEach(() => {
  registry.fault = () => ({ kind: 'pass' });
  registry.seen.length = 0;
});

afterAll(async () => {
  await shop.remove();
  await registry.close();
  await real.close();
});

const uploads = () =>
  registry.seen.filter(([method]) => method === 'PUT').map(([, path]) => decodeURIComponent(path));

describe('a release', () => {
  it('publishes dependencies first, records and tags, and tells the tags', async () => {
    const commit = await shop.prepare('1.0.0', 'one');
    const report = await shop.release();
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({
      conclusion: 'allow',
      released: shop.names.map((name) => ({ name, version: '1.0.0', commit })),
      tags: shop.names.map((name) => ({ tag: `${name}@1.0.0`, commit })),
    });
    expect(uploads()).toEqual(shop.names.map((name) => `/${name}`));
    expect(await shop.tags()).toEqual(
      Object.fromEntries(shop.names.map((name) => [`${name}@1.0.0`, commit])),
    );
  });

  it('sends nothing when run again, and tells the tags again', async () => {
    const report = await shop.release();
    expect(report).toMatchObject({ conclusion: 'allow', released: [] });
    expect(report.tags.map(({ tag }) => tag)).toEqual(shop.names.map((name) => `${name}@1.0.0`));
    expect(uploads()).toEqual([]);
  });
});
