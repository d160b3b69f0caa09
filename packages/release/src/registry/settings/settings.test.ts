import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { resolveRegistry } from './resolve-registry.ts';
import { readRegistrySettings, type RegistryTarget } from './settings.ts';

const npmrc: Readonly<Record<string, string>> = {
  registry: 'https://default.example',
  '@s:registry': 'https://scope.example/',
};
const own = { publishConfig: { registry: 'https://own.example/' } };
const ownScope = { publishConfig: { '@s:registry': 'https://own-scope.example/x' } };

describe('resolveRegistry', () => {
  it.each([
    { name: 'a', manifest: {}, manager: 'npm', settings: npmrc, registry: 'https://default.example/' },
    { name: 'a', manifest: own, manager: 'npm', settings: npmrc, registry: 'https://own.example/' },
    { name: '@s/a', manifest: {}, manager: 'npm', settings: npmrc, registry: 'https://scope.example/' },
    { name: '@s/a', manifest: own, manager: 'npm', settings: npmrc, registry: 'https://scope.example/' },
    { name: '@s/a', manifest: own, manager: 'pnpm', settings: npmrc, registry: 'https://own.example/' },
    { name: '@s/a', manifest: {}, manager: 'pnpm', settings: npmrc, registry: 'https://scope.example/' },
    {
      name: '@s/a',
      manifest: ownScope,
      manager: 'npm',
      settings: npmrc,
      registry: 'https://own-scope.example/x/',
    },
    {
      name: '@t/a',
      manifest: ownScope,
      manager: 'npm',
      settings: npmrc,
      registry: 'https://default.example/',
    },
  ] as const)(
    'asks $registry about $name under $manager',
    ({ name, manifest, manager, settings, registry }) => {
      const setting = (key: string) => settings[key];
      expect(resolveRegistry({ name, manifest }, manager, setting)).toBe(registry);
    },
  );
});

describe('readRegistrySettings', () => {
  it("falls back on npm's own default where nothing is configured", async () => {
    const empty = { HOME: '/nonexistent', npm_config_userconfig: '/nonexistent/.npmrc' };
    const settings = await readRegistrySettings('/nonexistent', 'npm', empty);
    const { registry, authorization } = settings.target({ name: 'a', manifest: {} });
    expect(registry).toMatch(/^https?:\/\/.+\/$/);
    expect(authorization).toBeUndefined();
  });

  it('reads how to connect before it asks a package manager', async () => {
    const root = makeFolder();
    mkdirSync(join(root, 'certificates'));
    writeFileSync(join(root, 'package.json'), '{}');
    writeFileSync(join(root, '.npmrc'), `cafile=${join(root, 'certificates')}\n`);
    writeFileSync(join(root, 'bunfig.toml'), 'no toml [');
    const settings = readRegistrySettings(root, 'bun', { HOME: join(root, 'home') });
    await expect(settings).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

async function ask(lines: string, env: Readonly<Record<string, string>>): Promise<RegistryTarget> {
  const root = makeFolder();
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, '.npmrc'), `${lines}\n//registry.npmjs.org/:_authToken=t\n`);
  const settings = await readRegistrySettings(root, 'npm', { HOME: root, ...env });
  return settings.target({ name: 'a', manifest: {} });
}

describe("yarn's name for npm's registry", () => {
  const YARN = 'https://registry.yarnpkg.com';
  const NPM = 'https://registry.npmjs.org/';
  it.each([
    ['registry=https://a.test', YARN, 'https://a.test/'],
    ['registry=https://a.test', 'https://b.test', 'https://b.test/'],
    ['', YARN, NPM],
  ])(
    'is nothing that anybody chose where yarn 1 tells it to a script: %j, %s',
    async (lines, told, registry) => {
      expect((await ask(lines, { npm_config_registry: told })).registry).toBe(registry);
    },
  );

  it("is that one, with npm's credentials", async () => {
    const target = await ask(`registry=${YARN}`, {});
    expect(target).toMatchObject({ registry: NPM, authorization: 'Bearer t' });
  });
});
