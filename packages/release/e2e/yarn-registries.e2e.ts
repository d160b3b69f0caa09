import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isFull } from '@verstamp/testing/size';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { QUIET_ENV } from '@verstamp/testing/workspace';
import { readRegistrySettings } from '../src/registry/settings/settings.ts';

type Texts = Readonly<Record<string, string>>;

const A = 'https://a.test/';
const NPM = 'https://registry.npmjs.org/';
const OF_A = { '.npmrc': `registry=${A}\n` };

let path = '';
let root = '';

beforeAll(async () => {
  if (!isFull) return;
  const tools = makeFolder();
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', tools];
  const args = ['install', ...options, '@yarnpkg/cli-dist@4.10.3'];
  await promisify(execFile)('npm', args, { cwd: tools, env: QUIET_ENV });
  path = [join(tools, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
}, 60_000);

beforeEach(() => {
  root = makeFolder();
});

async function ask(files: Texts, env: Texts = {}): Promise<string> {
  for (const [file, text] of Object.entries({ 'shop/package.json': '{}', ...files })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file === '.npmrc' ? 'shop/.npmrc' : file), text);
  }
  const all = { PATH: path, HOME: join(root, 'home'), YARN_ENABLE_TELEMETRY: '0', ...env };
  const settings = await readRegistrySettings(join(root, 'shop'), 'yarn', all);
  return settings.target({ name: '@shop/cart', manifest: {} }).registry;
}

describe.runIf(isFull)('the registries of yarn 4', () => {
  it.each<[string, string, Texts]>([
    ['the same', A, { ...OF_A, 'shop/.yarnrc.yml': 'npmRegistryServer: "https://a.test"\n' }],
    ["npm's own", NPM, { 'shop/.yarnrc.yml': `npmRegistryServer: ${NPM}\n` }],
    ["yarn's own", NPM, { 'shop/.yarnrc.yml': 'npmRegistryServer: "https://registry.yarnpkg.com"\n' }],
    [
      'the scope and no more than a token',
      A,
      { ...OF_A, 'shop/.yarnrc.yml': `npmScopes: { shop: { npmAuthToken: t } }\nnpmPublishRegistry: ${A}\n` },
    ],
    [
      'another scope',
      A,
      { ...OF_A, '.yarnrc.yml': 'npmScopes: { till: { npmRegistryServer: "https://b.test" } }\n' },
    ],
  ])('agree with those of npm that name %s', async (_, registry, files) => {
    expect(await ask(files)).toBe(registry);
  });

  it.each<[string, Texts, Texts?]>([
    [
      'a variable',
      { ...OF_A, 'shop/.yarnrc.yml': 'npmRegistryServer: "${SERVER}"\n' },
      { SERVER: 'https://b.test' },
    ],
    ['a variable alone', OF_A, { YARN_NPM_REGISTRY_SERVER: 'https://b.test' }],
    ['a folder around', { ...OF_A, '.yarnrc.yml': 'npmPublishRegistry: "https://b.test"\n' }],
    ['the home folder', { ...OF_A, 'home/.yarnrc.yml': 'npmRegistryServer: "https://b.test"\n' }],
    [
      'its scope, where npm has that registry for another',
      {
        '.npmrc': `registry=${A}\n@till:registry=https://b.test\n`,
        'shop/.yarnrc.yml': 'npmScopes: { shop: { npmPublishRegistry: "https://b.test" } }\n',
      },
    ],
    [
      'what it publishes by, where it only installs its scope from elsewhere',
      {
        '.npmrc': `@shop:registry=${A}\n`,
        'shop/.yarnrc.yml': `npmPublishRegistry: "https://b.test"\nnpmScopes: { shop: { npmRegistryServer: "${A}" } }\n`,
      },
    ],
  ])('are not passed over in %s', async (_, files, env) => {
    await expect(ask(files, env)).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining('yarn would publish "@shop/cart" to "https://b.test/"'),
    });
  });

  it('are not known without yarn', async () => {
    const files = { 'shop/.yarnrc.yml': 'npmRegistryServer: "https://b.test"\n' };
    await expect(ask(files, { PATH: '/nonexistent' })).rejects.toThrow(
      'does not say where yarn would publish',
    );
  });
});
