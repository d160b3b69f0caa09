import { describe, expect, it } from 'vitest';
import { resolveRegistry } from './resolve-registry.ts';
import { readRegistrySettings } from './settings.ts';

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
});
