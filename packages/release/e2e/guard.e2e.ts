import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guardRelease, type GuardOptions } from '../src/index.ts';
import { startFaultyRegistry, type Fault, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import {
  commitAll,
  createWorkspace,
  QUIET_ENV,
  SHOP,
  TOKEN,
  type TestWorkspace,
} from '@verstamp/testing/workspace';

const patience = { timeoutMs: 1500, pausesMs: [] };
const answer = (body: string): Fault => ({ kind: 'answer', status: 200, body });

let real: TestRegistry;
let registry: FaultyRegistry;
let workspace: TestWorkspace;

const guard = async (options: Partial<GuardOptions> = {}) =>
  guardRelease({ cwd: workspace.root, env: QUIET_ENV, patience, ...options });

const verdicts = async (options: Partial<GuardOptions> = {}) => {
  const { conclusion, packages } = await guard(options);
  return [conclusion, ...packages.map(({ verdict }) => verdict)].join(' ');
};

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  workspace = await createWorkspace(registry.url, SHOP);
  await commitAll(workspace);
  expect(await verdicts()).toBe('allow new new');
  await workspace.changeset('publish');
});

beforeEach(async () => {
  registry.fault = () => ({ kind: 'pass' });
  await workspace.write(SHOP);
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
  await real.close();
});

const SHA256 = expect.stringMatching(/^sha256-[\da-f]{64}$/);
const SHA512 = expect.stringMatching(/^sha512-.{86}==$/);

describe('a workspace that Changesets published', () => {
  it('is identical while nothing changes, as the bytes say', async () => {
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('allow');
    const judgement = { verdict: 'identical', integrity: SHA512 };
    expect(packages).toMatchObject([judgement, judgement]);
  });

  it('is identical in other bytes, as the digest of its content says', async () => {
    await workspace.write(REPACKED);
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('allow');
    const judgement = { verdict: 'identical', digest: SHA256 };
    expect(packages).toMatchObject([judgement, judgement]);
  });

  it('is refused when a file changes without a changeset, and the file is named with both digests', async () => {
    await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('refuse');
    expect(packages[0]).toMatchObject({ name: '@shop/cart', verdict: 'unreleased', effect: 'refuse' });
    expect(packages[0]?.problem?.details).toMatchObject({
      files: [
        {
          path: 'index.js',
          published: SHA256,
          local: SHA256,
        },
      ],
    });
  });

  it('is pending once a changeset covers it, dependents too', async () => {
    await workspace.write({
      'packages/cart/index.js': 'export const cart = 2;\n',
      'packages/till/index.js': 'export const till = 2;\n',
      '.changeset/blue-dogs-sing.md': '---\n"@shop/cart": major\n---\n\nTwo.\n',
    });
    expect(await verdicts()).toBe('allow pending pending');
    await workspace.run('rm', '.changeset/blue-dogs-sing.md');
  });

  it('is new under a new version, from a packed plan', async () => {
    await workspace.write({
      'packages/cart/index.js': 'export const cart = 2;\n',
      'packages/cart/package.json': (SHOP['packages/cart/package.json'] ?? '').replace('1.0.0', '1.0.1'),
    });
    await workspace.changeset('pack', '--out-dir', 'packed');
    const planFolder = join(workspace.root, 'packed');
    expect(await verdicts({ planFolder })).toBe('refuse dirty-tree identical');
    await workspace.run('git', 'commit', '-q', '-m', 'Raise cart', 'packages/cart');
    expect(await verdicts({ planFolder })).toBe('allow new identical');
  });

  it('refuses a packed plan of a folder that was built at another version', async () => {
    const built = SHOP['packages/cart/package.json'] ?? '';
    const manifest = JSON.parse(built) as { readonly publishConfig: object };
    const publishConfig = { ...manifest.publishConfig, directory: 'dist' };
    await workspace.write({
      'packages/cart/dist/package.json': built,
      'packages/cart/dist/index.js': 'export const cart = 2;\n',
      'packages/cart/package.json': JSON.stringify({ ...manifest, version: '1.0.1', publishConfig }),
    });
    await workspace.changeset('pack', '--out-dir', 'built');
    const { conclusion, packages } = await guard({ planFolder: join(workspace.root, 'built') });
    expect(conclusion).toBe('refuse');
    expect(packages[0]).toMatchObject({ version: '1.0.1', verdict: 'stale-build' });
    await workspace.run('rm', '-r', 'packages/cart/dist');
  });

  it('refuses a packed plan whose tarball was swapped', async () => {
    const planFolder = join(workspace.root, 'swapped');
    await workspace.write({
      'packages/cart/package.json': (SHOP['packages/cart/package.json'] ?? '').replace('1.0.0', '1.0.1'),
    });
    await workspace.changeset('pack', '--out-dir', 'swapped');
    await writeFile(join(planFolder, 'packages', 'shop-cart-1.0.1.tgz'), 'other bytes');
    await expect(guard({ planFolder })).rejects.toMatchObject({ code: 'TARBALL_CHANGED' });
  });

  it('refuses a packed plan whose version was published with other content since', async () => {
    const planFolder = join(workspace.root, 'stale');
    const bumped = (SHOP['packages/till/package.json'] ?? '').replace('1.0.0', '1.0.1');
    await workspace.write({ 'packages/till/package.json': bumped });
    await workspace.changeset('pack', '--out-dir', 'stale');
    await workspace.write({ 'packages/till/index.js': 'export const till = 3;\n' });
    await workspace.run('npm', 'publish', './packages/till');
    expect(await verdicts({ planFolder })).toBe('refuse identical altered');
  });

  it('is compared without Changesets too', async () => {
    await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
    await workspace.run('mv', '.changeset', 'hidden');
    expect(await verdicts()).toBe('refuse altered identical');
    await workspace.run('mv', 'hidden', '.changeset');
  });

  it('burns a version that the registry removed but still knows', async () => {
    registry.fault = (_, path) => {
      if (path.includes('cart/1.0.0')) return { kind: 'answer', status: 404, body: '{}' };
      if (!path.includes('cart')) return { kind: 'pass' };
      const body = JSON.stringify({
        name: '@shop/cart',
        versions: {},
        time: { '1.0.0': '2026-01-01T00:00:00Z' },
      });
      return { kind: 'answer', status: 200, body };
    };
    expect(await verdicts()).toBe('refuse burnt identical');
  });
});

const html: Fault = { kind: 'answer', status: 200, body: '<html>Please log in</html>' };
const status = (code: number): Fault => ({ kind: 'answer', status: code, body: '{"error":"no"}' });
const swap: Fault = { kind: 'swap', change: (body) => Buffer.concat([body, Buffer.from('x')]) };

/** Other bytes with the same content. */
const REPACKED = Object.fromEntries(
  ['packages/cart/package.json', 'packages/till/package.json'].map((path) => {
    const manifest = JSON.parse(SHOP[path] ?? '') as object;
    return [path, JSON.stringify({ ...manifest, devDependencies: { typescript: '7.0.2' } })];
  }),
);

describe('a registry that is sick', () => {
  it.each<[string, Fault]>([
    ['answers HTML', html],
    ['answers HTML as "not found"', { ...html, status: 404 }],
    ['answers cut JSON', { kind: 'answer', status: 200, body: '{"name":"@shop/cart","versions":{' }],
    ['answers an empty object', { kind: 'answer', status: 200, body: '{}' }],
    ['answers 401', status(401)],
    ['answers 403', status(403)],
    ['answers 409', status(409)],
    ['answers 429', status(429)],
    ['answers 500', status(500)],
    ['answers 503', status(503)],
    ['resets the connection', { kind: 'reset' }],
    ['cuts the connection', { kind: 'cut' }],
    ['hangs', { kind: 'hang' }],
    ['stalls in the middle', { kind: 'stall' }],
  ])('is unreachable, never free, when it %s', async (_, fault) => {
    registry.fault = (__, path) => (path.includes('cart') ? fault : { kind: 'pass' });
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('unknown');
    expect(packages.map(({ verdict }) => verdict)).toEqual(['unreachable', expect.any(String)]);
    expect(packages[0]?.problem).toMatchObject({ code: 'REGISTRY_UNREACHABLE' });
    expect(packages[0]?.problem?.message).toContain(registry.url);
  });

  it.each<[string, Fault]>([
    ['is gone', status(404)],
    ['has other bytes than its integrity', swap],
    ['is cut', { kind: 'cut' }],
  ])('is unreachable when a published tarball %s', async (_, fault) => {
    await workspace.write(REPACKED);
    expect(await verdicts()).toBe('allow identical identical');
    registry.fault = (__, path) => (path.endsWith('.tgz') ? fault : { kind: 'pass' });
    expect(await verdicts()).toBe('unknown unreachable unreachable');
  });

  it('is not asked for the tarball of the very bytes that its metadata promises', async () => {
    registry.fault = (_, path) => (path.endsWith('.tgz') ? status(500) : { kind: 'pass' });
    expect(await verdicts()).toBe('allow identical identical');
  });

  it('is not believed where it promises of each package the bytes of the other', async () => {
    const { packages } = await guard();
    const [cart = '', till = ''] = packages.map((one) => ('integrity' in one ? one.integrity : ''));
    const exchange = (text: string) =>
      text.replace(/sha512-[^"]+/, (integrity) => (integrity === cart ? till : cart));
    registry.fault = (_, path) =>
      path.endsWith('/1.0.0')
        ? { kind: 'swap', change: (body) => Buffer.from(exchange(body.toString())) }
        : { kind: 'pass' };
    expect(await verdicts()).toBe('unknown unreachable unreachable');
  });

  it.each([401, 403, 404, 405])(
    'is read by its packument where version documents answer %i',
    async (code) => {
      registry.fault = (_, path) => (path.endsWith('/1.0.0') ? status(code) : { kind: 'pass' });
      expect(await verdicts()).toBe('allow identical identical');
    },
  );

  it.each<[number, string]>([
    [404, 'allow new identical'],
    [405, 'allow new identical'],
    [501, 'allow new identical'],
    [429, 'unknown unreachable identical'],
    [503, 'unknown unreachable identical'],
  ])('that lists no version, and answers %i where its tarball would be: %s', async (code, expected) => {
    registry.fault = (_, path) => {
      if (!path.includes('cart')) return { kind: 'pass' };
      if (path.endsWith('.tgz')) return status(code);
      return path.endsWith('/1.0.0') ? status(404) : answer('{"name":"@shop/cart","versions":{}}');
    };
    await workspace.run('git', 'commit', '-q', '--allow-empty', '-m', 'Forget', 'packages/cart');
    expect(await verdicts()).toBe(expected);
  });

  it('is tried once more after a passing fault', async () => {
    let first = true;
    registry.fault = (_, path) => {
      if (!path.endsWith('cart/1.0.0') || !first) return { kind: 'pass' };
      first = false;
      return status(503);
    };
    expect(await verdicts({ patience: { timeoutMs: 1500, pausesMs: [1] } })).toBe(
      'allow identical identical',
    );
  });
});

/** Has the cart hidden from all but those who may see it. */
const hide = async (credentials: string) => {
  const hidden = (SHOP['packages/cart/package.json'] ?? '')
    .replace('"public"', '"restricted"')
    .replace('1.0.0', '2.0.0');
  await workspace.write({
    '.npmrc': `registry=${registry.url}\n//${new URL(registry.url).host}/:${credentials}\n`,
    'packages/cart/package.json': hidden.replace('@shop/cart', '@shop/secret'),
  });
  await workspace.run('git', 'commit', '-q', '--allow-empty', '-m', 'Hide', 'packages/cart');
  registry.seen.length = 0;
};

describe('"not found" of a private scope', () => {
  it('is not believed without credentials', async () => {
    await hide('email=nobody@example.com');
    expect(await verdicts()).toBe('unknown unreachable identical');
    expect(await verdicts({ believeNew: true })).toBe('allow new identical');
    expect(registry.seen.some(([, path]) => path.includes('whoami'))).toBe(false);
  });

  it('is not believed with credentials that have expired', async () => {
    await hide('_authToken=expired');
    registry.fault = (_, path) => (path === '/-/whoami' ? status(401) : { kind: 'pass' });
    expect(await verdicts()).toBe('unknown unreachable identical');
  });

  it('is believed of a registry that knows who asks, which is asked once', async () => {
    await hide('_authToken=valid');
    await workspace.write({
      'packages/till/package.json': JSON.stringify({
        name: '@shop/till',
        version: '1.0.0',
        publishConfig: { access: 'restricted' },
      }),
    });
    await workspace.run('git', 'commit', '-q', '-m', 'Hide', 'packages/till');
    registry.fault = (_, path) => (path === '/-/whoami' ? answer('{"username":"me"}') : { kind: 'pass' });
    expect(await verdicts()).toBe('allow new new');
    expect(registry.seen.filter(([, path]) => path === '/-/whoami').length).toBe(1);
  });

  it('is not believed of a public package either where the token is refused', async () => {
    await hide('_authToken=expired');
    const fields = { name: '@shop/secret', version: '2.0.0', publishConfig: { access: 'public' } };
    await workspace.write({ 'packages/cart/package.json': JSON.stringify(fields) });
    await workspace.run('git', 'commit', '-q', '-m', 'Show it', 'packages/cart');
    registry.fault = (_, path) => (path === '/-/whoami' ? status(401) : { kind: 'pass' });
    expect(await verdicts()).toBe('unknown unreachable identical');
    registry.fault = (_, path) => (path === '/-/whoami' ? status(404) : { kind: 'pass' });
    expect(await verdicts()).toBe('allow new identical');
  });
});

it('sends the token to the registry only, and shows it nowhere', async () => {
  await workspace.write({
    '.npmrc': `registry=${registry.url}\n//${new URL(registry.url).host}/:_authToken=${TOKEN}\n`,
  });
  await workspace.write(REPACKED);
  registry.seen.length = 0;
  registry.fault = (_, path) => (path.endsWith('.tgz') ? status(500) : { kind: 'pass' });
  const lines: string[] = [];
  const report = await guard({ onProgress: (line) => void lines.push(line) });
  expect(registry.seen.every(([, , authorization]) => authorization === `Bearer ${TOKEN}`)).toBe(true);
  const shown = JSON.stringify([report, report.packages.map(({ problem }) => problem?.message), lines]);
  expect(shown).not.toContain(TOKEN.slice(4));
});
