import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import type { PackageManager } from '../../../workspace/manager.ts';
import { readRegistrySettings } from '../settings.ts';

type Texts = Readonly<Record<string, string>>;

let root = '';

beforeEach(() => {
  root = makeFolder();
});

interface Asking {
  readonly env?: Texts;
  readonly publishConfig?: Texts;
}

async function ask(
  manager: PackageManager,
  files: Texts,
  { env, publishConfig }: Asking = {},
): Promise<string> {
  for (const [path, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const settings = await readRegistrySettings(root, manager, { HOME: join(root, 'home'), ...env });
  return settings.target({ name: '@shop/cart', manifest: { publishConfig } }).registry;
}

const A = 'https://a.test/';
const B = 'https://b.test/';
const OF_A = { '.npmrc': `registry=${A}\n` };
const SHOP_OF_A = { '.npmrc': `@shop:registry=${A}\n` };
const SCOPE_OF_A = { '.npmrc': `registry=${B}\n@shop:registry=${A}\n` };

describe('the registries of a package manager', () => {
  it.each<[PackageManager, Texts, Asking?]>([
    ['npm', OF_A],
    ['yarn-classic', OF_A],
    ['yarn-classic', { ...OF_A, '.yarnrc': 'registry "https://a.test"\n' }],
    [
      'yarn-classic',
      { ...SCOPE_OF_A, '.yarnrc': '"@shop:registry" "https://a.test"\nregistry "https://b.test"\n' },
    ],
    [
      'yarn-classic',
      { ...OF_A, '.yarnrc': '# registry "https://b.test"\nyarn-offline-mirror "./https://c"\n' },
    ],
    // There yarn goes by npm's.
    ['yarn-classic', { ...OF_A, 'home/.yarnrc': 'registry "https://registry.yarnpkg.com"\n' }],
    ['yarn-classic', OF_A, { env: { YARN_REGISTRY: B } }],
    ['yarn-classic', { ...SCOPE_OF_A, '.yarnrc': 'registry "https://c.test"\n' }],
    ['bun', OF_A],
    ['bun', { ...OF_A, 'bunfig.toml': '[install]\nregistry = "https://a.test"\n' }],
    [
      'bun',
      { ...OF_A, 'bunfig.toml': '[install]\nregistry = { token = "$T", url = "https://a.test/" } # ours\n' },
    ],
    [
      'bun',
      {
        ...SCOPE_OF_A,
        'bunfig.toml': '[install.scopes]\n"@shop" = { url = "https://a.test/", token = "t" }\n',
      },
    ],
    [
      'bun',
      { ...OF_A, 'bunfig.toml': '# registry = "https://b.test"\n[telemetry]\nregistry = "https://b.test"\n' },
    ],
    ['bun', SHOP_OF_A, { publishConfig: { registry: B } }],
    ['bun', SHOP_OF_A, { env: { BUN_CONFIG_REGISTRY: B } }],
    ['bun', { ...SHOP_OF_A, 'bunfig.toml': '[install]\nregistry = "https://b.test"\n' }],
    ['bun', { ...OF_A, 'bunfig.toml': '[install.scopes]\n"@shop" = { token = "$T" }\n' }],
    ['bun', { ...OF_A, 'bunfig.toml': '[install]\nscopes = { till = "https://b.test" }\n' }],
    ['yarn', OF_A],
    [
      'yarn',
      { ...OF_A, '.yarnrc.yml': '# npmRegistryServer: "https://b.test"\n' },
      { env: { PATH: '/none' } },
    ],
    ['yarn', { ...OF_A, '.yarnrc.yml': 'plugins:\n  - spec: "https://b.test/plugin.cjs"\n' }],
  ])('agree with those of npm: %s with %o', async (manager, files, asking) => {
    expect(await ask(manager, files, asking)).toBe(A);
  });

  it.each<[PackageManager, Texts, Asking?]>([
    ['yarn-classic', { '.yarnrc': 'registry "https://b.test"\n' }],
    ['yarn-classic', { 'home/.yarnrc': 'registry "https://b.test"\n' }],
    ['yarn-classic', {}, { env: { YARN_REGISTRY: B } }],
    ['yarn-classic', { ...OF_A, '.yarnrc': '"@shop:registry" "https://a.test.b.test"\n' }],
    ['bun', { ...OF_A, 'bunfig.toml': '[install.scopes]\nshop = "https://b.test"\n' }],
    ['bun', { ...OF_A, 'bunfig.toml': '[install.scopes.shop]\nurl = "https://b.test"\n' }],
    [
      'bun',
      {
        ...OF_A,
        'bunfig.toml':
          '[install]\nscopes = { till = "https://a.test", shop = { token = "x", url = "https://b.test" } }\n',
      },
    ],
    ['bun', { ...OF_A, 'bunfig.toml': '[install]\nregistry = "$REGISTRY"\n' }],
    ['bun', { ...OF_A, 'home/.bunfig.toml': '[install]\nregistry.url = "https://b.test"\n' }],
    ['bun', OF_A, { env: { BUN_CONFIG_REGISTRY: B } }],
    // It names the other registry, for another scope.
    [
      'bun',
      {
        '.npmrc': `registry=${A}\n@till:registry=${B}\n`,
        'bunfig.toml': '[install]\nregistry = "https://b.test"\n',
      },
    ],
  ])('are not passed over: %s with %o', async (manager, files, asking) => {
    const command = manager.replace('-classic', '');
    await expect(ask(manager, files, asking)).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining(`${command} would publish "@shop/cart" to`),
    });
  });

  it('are asked for where a token in the same line holds a #', async () => {
    const text = 'npmScopes: { shop: { npmAuthToken: "a#b", npmPublishRegistry: "https://b.test" } }\n';
    // yarn cannot be started there.
    const asked = ask('yarn', { ...OF_A, '.yarnrc.yml': text }, { env: { PATH: '/none' } });
    await expect(asked).rejects.toMatchObject({ code: 'WORKSPACE_INVALID' });
  });

  it('are unknown where what names them cannot be read', async () => {
    await expect(ask('bun', { ...OF_A, 'bunfig.toml': '[install\n' })).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining('it is no TOML'),
    });
  });
});
