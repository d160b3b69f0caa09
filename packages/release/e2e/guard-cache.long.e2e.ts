import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileLedger } from '@verstamp/build/revision';
import { guardRelease, type GuardReport } from '../src/index.ts';
import { formatIntegrity } from '../src/tarball/integrity.ts';
import { packArchive } from '@verstamp/testing/archive';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';
import { makeFolder } from '@verstamp/testing/temporary-folder';

let real: TestRegistry;
let registry: FaultyRegistry;
let workspace: TestWorkspace;
let cacheFolder: string;

const CART = JSON.parse(SHOP['packages/cart/package.json'] ?? '') as object;
const TILL = JSON.parse(SHOP['packages/till/package.json'] ?? '') as object;
const TOOLS = { devDependencies: { typescript: '7.0.2' } };

/** What a tree makes of the packages, beside what they were published with; each is packed to other bytes. */
const TREES: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['identical', {}, 'allow identical identical'],
  ['changed', { 'packages/cart/index.js': 'export const cart = 2;\n' }, 'refuse unreleased identical'],
  [
    'of another range that admits the same',
    {
      'packages/till/package.json': JSON.stringify({
        ...TILL,
        ...TOOLS,
        dependencies: { '@shop/cart': '>=1.0.0' },
      }),
    },
    'allow identical identical',
  ],
];

const REPACKED = {
  ...SHOP,
  'packages/cart/package.json': JSON.stringify({ ...CART, ...TOOLS }),
  'packages/till/package.json': JSON.stringify({ ...TILL, ...TOOLS }),
};

const guard = async (cache: string | undefined = cacheFolder): Promise<GuardReport> =>
  guardRelease({ cwd: workspace.root, env: QUIET_ENV, cacheFolder: cache });

const summarize = ({ conclusion, packages }: GuardReport): string =>
  [conclusion, ...packages.map(({ verdict }) => verdict)].join(' ');

/** The tarballs that were fetched since the last time. */
const fetched = (): number => registry.seen.splice(0).filter(([, path]) => path.endsWith('.tgz')).length;

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  workspace = await createWorkspace(registry.url, SHOP);
  await workspace.run('npm', 'publish', '--workspaces');
  await commitAll(workspace);
});

beforeEach(async () => {
  cacheFolder = makeFolder();
  await workspace.write(REPACKED);
  registry.fault = () => ({ kind: 'pass' });
  fetched();
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
  await real.close();
});

describe.each(TREES)('a tree that is %s', (_, files, expected) => {
  beforeEach(async () => workspace.write(files));

  it('is fetched for once and judged the same for ever, also where its own tarball was planted', async () => {
    const cold = await guard();
    expect([summarize(cold), fetched()]).toEqual([expected, 2]);
    expect([await guard(), fetched()]).toEqual([cold, 0]);
    expect(await plant(await packCart())).toBe(2);
    expect([await guard(), fetched()]).toEqual([cold, 2]);
  });
});

/** Puts bytes in the place of all that was kept, and counts the places. */
async function plant(bytes: Buffer): Promise<number> {
  const place = join(cacheFolder, 'tarballs-1');
  const files = await readdir(place);
  for (const file of files) await writeFile(join(place, file), bytes);
  return files.length;
}

/** Packs what the tree would publish as the cart. */
async function packCart(): Promise<Buffer> {
  const entries = ['package.json', 'index.js'].map(async (path) => {
    return { path, text: await readFile(join(workspace.root, 'packages/cart', path), 'utf8') };
  });
  return packArchive(await Promise.all(entries));
}

/** Lets the registry say something else of the bytes of the cart. */
function promise(integrity: string | undefined): void {
  registry.fault = (_, path) =>
    path.endsWith('cart/1.0.0')
      ? { kind: 'swap', change: (body) => rewrite(body, integrity) }
      : { kind: 'pass' };
}

function rewrite(body: Buffer, integrity: string | undefined): Buffer {
  const document = JSON.parse(body.toString()) as { readonly dist: object };
  return Buffer.from(JSON.stringify({ ...document, dist: { ...document.dist, integrity } }));
}

describe('a cache that is warm', () => {
  beforeEach(async () => {
    await guard();
    fetched();
  });

  it('spares a registry that cannot serve its tarballs any more', async () => {
    registry.fault = (_, path) => ({ kind: path.endsWith('.tgz') ? 'hang' : 'pass' });
    expect(summarize(await guard())).toBe('allow identical identical');
  });

  it('does not stand for what another registry, or another day, promises', async () => {
    promise(formatIntegrity(Buffer.from('other')));
    expect([summarize(await guard()), fetched()]).toEqual(['unknown unreachable identical', 1]);
  });

  it('does not stand for a promise that can be forged', async () => {
    promise(undefined);
    expect([summarize(await guard()), fetched()]).toEqual(['allow identical identical', 1]);
  });

  it('is not asked where it is switched off', async () => {
    const report = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
    expect([summarize(report), fetched()]).toEqual(['allow identical identical', 2]);
  });

  it('keeps nothing of bytes that are not what was promised', async () => {
    const empty = join(cacheFolder, 'empty');
    registry.fault = (_, path) =>
      path.endsWith('.tgz') ? { kind: 'swap', change: () => Buffer.from('other') } : { kind: 'pass' };
    expect(summarize(await guard(empty))).toBe('unknown unreachable unreachable');
    await expect(readdir(empty)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('goes on where nothing can be kept', async () => {
  const file = join(cacheFolder, 'file');
  await writeFile(file, '');
  for (const _ of ['once', 'twice']) {
    expect([summarize(await guard(join(file, 'below'))), fetched()]).toEqual([
      'allow identical identical',
      2,
    ]);
  }
});

/** The integrity that the registry gives of the cart. */
async function readIntegrity(): Promise<string> {
  const response = await fetch(`${registry.url}@shop%2fcart/1.0.0`);
  const { dist } = (await response.json()) as { readonly dist: { readonly integrity: string } };
  return dist.integrity;
}

describe('a ledger that remembers', () => {
  interface Known {
    readonly digest: string;
    readonly integrity: string;
  }

  /** Writes into a ledger what is on record of the cart. */
  const record = async (known: Known): Promise<void> => {
    const path = join(cacheFolder, 'ledger.jsonl');
    await workspace.write({ 'verstamp.json': JSON.stringify({ ledger: `file:${path}` }) });
    const release = { name: '@shop/cart', version: '1.0.0', time: '2026-11-21T02:00:00Z' };
    await fileLedger(path).record([{ ...release, ...known }]);
  };

  afterEach(async () => rm(join(workspace.root, 'verstamp.json')));

  it.each<
    [string, (known: { digest: string; integrity: string }) => { digest: string; integrity: string }, number]
  >([
    ['saves the fetching of what it knows by its integrity', (known) => known, 0],
    ['does not where it knows another content', (known) => ({ ...known, digest: 'sha256-0' }), 1],
    ['does not where it knows other bytes', (known) => ({ ...known, integrity: 'sha512-x' }), 1],
  ])('%s', async (_, change, count) => {
    const [cart] = (await guardRelease({ cwd: workspace.root, env: QUIET_ENV })).packages;
    const digest = cart && 'digest' in cart ? cart.digest : '';
    await record(change({ digest, integrity: await readIntegrity() }));
    fetched();
    const report = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
    // The till is not on record, and is fetched.
    expect([summarize(report), fetched()]).toEqual(['allow identical identical', count + 1]);
  });
});
