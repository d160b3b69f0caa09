import type * as Vite from 'vite';
import { describe, expect, it } from 'vitest';
import { isThirdParty } from './third-party.ts';

describe('isThirdParty', () => {
  it.each(['vite-plugin-pwa', 'vite-plugin-pwa:build', 'nuxt:server', 'commonjs-extra'])(
    'takes in %s',
    (name) => {
      expect(isThirdParty({ name })).toBe(true);
    },
  );

  it.each([
    'vite:css',
    'builtin:vite-alias',
    'native:import-analysis',
    'alias',
    'commonjs',
    'verstamp:before',
    'verstamp:beside',
  ])('leaves out %s', (name) => {
    expect(isThirdParty({ name })).toBe(false);
  });

  it.each(['vite', 'vite7'] as const)('knows all plugins of %s', async (name) => {
    const vite = (await import(name)) as Pick<typeof Vite, 'resolveConfig'>;
    const { plugins } = await vite.resolveConfig({ configFile: false, logLevel: 'silent' }, 'build');
    expect(plugins.length).toBeGreaterThan(5);
    expect(plugins.filter(isThirdParty).map((plugin) => plugin.name)).toEqual([]);
  });
});
