import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bringPnpm } from '@verstamp/testing/pnpm';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { guardRelease } from '../src/index.ts';
import { readRegistrySettings } from '../src/registry/settings/settings.ts';

type Files = Readonly<Record<string, string>>;

const PUBLIC = 'https://public.example/';
const COMPANY = 'https://company.example/';
const CONFIG = 'home/.config/pnpm';

let root: string;
let pnpm: NodeJS.ProcessEnv;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  pnpm = await bringPnpm();
});

beforeEach(async () => {
  root = makeFolder();
  const { XDG_CONFIG_HOME: _, ...rest } = pnpm;
  // npm has settings for a whole machine.
  env = { ...rest, HOME: join(root, 'home'), npm_config_prefix: join(root, 'prefix') };
});

const MANIFEST = { name: '@shop/cart', version: '1.0.0' };

const write = async (files: Files): Promise<void> => {
  const base: Files = {
    'package.json': JSON.stringify(MANIFEST),
    'pnpm-workspace.yaml': 'packages: [.]\n',
    'home/.npmrc': `registry=${PUBLIC}\n`,
  };
  for (const [path, text] of Object.entries({ ...base, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text.replaceAll('ROOT', root));
  }
};

const target = async (more: NodeJS.ProcessEnv, publishConfig: object = {}): Promise<string> => {
  const placed = Object.entries(more).map(([name, value]) => [name, value?.replace('ROOT', root)]);
  const all: NodeJS.ProcessEnv = { ...env, ...Object.fromEntries(placed) };
  const settings = await readRegistrySettings(root, 'pnpm', all);
  return settings.target({ name: MANIFEST.name, manifest: { publishConfig } }).registry;
};

describe('a package that pnpm would publish elsewhere', () => {
  it.each<[string, Files, NodeJS.ProcessEnv]>([
    ['the registry of the workspace', { 'pnpm-workspace.yaml': `registry: ${COMPANY}\n` }, {}],
    ['its default', { 'pnpm-workspace.yaml': `registries: { default: '${COMPANY}' }\n` }, {}],
    ['its scopes', { 'pnpm-workspace.yaml': `registries: { '@shop': '${COMPANY}' }\n` }, {}],
    [
      'its registries',
      { 'pnpm-workspace.yaml': `registries: { '${COMPANY}': { scopes: ['@shop'] } }\n` },
      {},
    ],
    [
      'a file that it includes',
      { 'pnpm-workspace.yaml': "include: { './more.yaml': '*' }\n", 'more.yaml': `registry: ${COMPANY}\n` },
      {},
    ],
    ['a variable', {}, { pnpm_config_registry: COMPANY }],
    ['a loud variable', {}, { PNPM_CONFIG_REGISTRY: COMPANY }],
    [
      'another .npmrc',
      { 'other/npmrc': `registry=${COMPANY}\n` },
      { pnpm_config_npmrc_auth_file: 'ROOT/other/npmrc' },
    ],
    ['its logins', { [`${CONFIG}/auth.ini`]: `@shop:registry=${COMPANY}\n` }, {}],
    ['its own settings', { [`${CONFIG}/config.yaml`]: `registry: ${COMPANY}\n` }, {}],
    [
      'its own settings elsewhere',
      { 'xdg/pnpm/config.yaml': `registry: ${COMPANY}\n` },
      { XDG_CONFIG_HOME: 'ROOT/xdg' },
    ],
  ])('is refused where %s says so', async (_, files, more) => {
    await write(files);
    await expect(target(more)).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringMatching(/"@shop\/cart" to "https:\/\/company\..*"https:\/\/public\./),
    });
  });

  it.each<[string, Files, NodeJS.ProcessEnv]>([
    ['a variable', { 'home/.npmrc': '' }, { npm_config_registry: COMPANY }],
    ['all of the machine', { 'home/.npmrc': '', 'prefix/etc/npmrc': `registry=${COMPANY}\n` }, {}],
  ])('is refused where npm alone has its registry from %s', async (_, files, more) => {
    await write(files);
    await expect(target(more)).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining(`say "${COMPANY}"`),
    });
  });

  it('stops the guard', async () => {
    await write({ 'pnpm-workspace.yaml': `packages: [.]\nregistry: ${COMPANY}\n` });
    await expect(guardRelease({ cwd: root, env })).rejects.toMatchObject({ code: 'WORKSPACE_INVALID' });
  });
});

describe('pnpm that does not say where it would publish', () => {
  it.each<[string, Files, NodeJS.ProcessEnv]>([
    ['has a variable in a file of the repository', { '.npmrc': 'registry=${PLACE}\n' }, { PLACE: COMPANY }],
    ['is not there', { 'pnpm-workspace.yaml': `registry: ${PUBLIC}\n` }, { PATH: '/nonexistent' }],
  ])('is refused where it %s', async (_, files, more) => {
    await write(files);
    await expect(target(more)).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining('does not say where pnpm would publish'),
    });
  });
});

describe('a package that pnpm and npm publish to one place', () => {
  it.each<[string, Files, NodeJS.ProcessEnv, string]>([
    ['pnpm has nothing of its own, and is not even there', {}, { PATH: '/nonexistent' }, PUBLIC],
    [
      'a token alone stands in a variable, and pnpm is not even there',
      { '.npmrc': '//public.example/:_authToken=${TOKEN}\n' },
      { PATH: '/nonexistent' },
      PUBLIC,
    ],
    ['both say the same', { 'pnpm-workspace.yaml': `registry: ${PUBLIC.slice(0, -1)}\n` }, {}, PUBLIC],
    [
      'another scope is meant',
      { 'pnpm-workspace.yaml': `registries: { '@other': '${COMPANY}' }\n` },
      {},
      PUBLIC,
    ],
    [
      'a login is all there is',
      { [`${CONFIG}/auth.ini`]: '//registry.npmjs.org/:_authToken=t\n' },
      {},
      PUBLIC,
    ],
    [
      'npm is given another file, which pnpm reads as well',
      { 'other/npmrc': `registry=${COMPANY}\n` },
      { npm_config_userconfig: 'ROOT/other/npmrc' },
      COMPANY,
    ],
  ])('is asked about where %s', async (_, files, more, expected) => {
    await write(files);
    expect(await target(more)).toBe(expected);
  });

  it('is asked about where it says itself', async () => {
    await write({ 'pnpm-workspace.yaml': `registry: ${COMPANY}\n` });
    expect(await target({}, { registry: PUBLIC })).toBe(PUBLIC);
  });
});
