import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBlocks } from '../src/blocks.ts';
import { homeEnvironment } from '../src/home.ts';
import { root } from '../src/folders.ts';
import { createReader } from '../src/reader.ts';
import { bringPnpm } from '@verstamp/testing/pnpm';
import type { TestRegistry } from '@verstamp/testing/registry';
import { startFilledRegistry } from '../src/registry.ts';

const page = 'docs/releasing.md';

let folder: string;
let registry: TestRegistry;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'releasing-'));
  registry = await startFilledRegistry(['verstamp', 'vite', '@changesets/cli']);
  // What `npm login` and the first use of git leave behind.
  const { host } = new URL(registry.url);
  await writeFile(
    join(folder, '.npmrc'),
    `registry=${registry.url}\n//${host}/:_authToken=token-of-this-test\n`,
  );
  await writeFile(join(folder, '.gitconfig'), '[user]\nname = Test\nemail = test@example.com\n');
}, 300_000);

afterAll(async () => {
  await registry?.close();
  await rm(folder, { recursive: true, force: true });
});

/** This registry's packages are of today, which pnpm does not take by itself, and pnpm is not among them. */
async function pnpmEnvironment(): Promise<NodeJS.ProcessEnv> {
  const { PATH } = await bringPnpm();
  return {
    PATH,
    pnpm_config_minimum_release_age: '0',
    pnpm_config_pm_on_fail: 'ignore',
    pnpm_config_store_dir: join(folder, 'store'),
  };
}

it('leads from a workspace to a refused release, followed to the letter', async () => {
  const blocks = readBlocks(page, await readFile(join(root, page), 'utf8'));
  const empty = await mkdtemp(join(folder, 'empty-'));
  const reader = createReader({
    folder: empty,
    env: { ...homeEnvironment(folder, registry.url), ...(await pnpmEnvironment()) },
  });
  try {
    for (const block of blocks) await reader.follow(block);
  } finally {
    await reader.leave();
  }
  expect(blocks.filter(({ language }) => language === 'text').length).toBeGreaterThan(4);
}, 300_000);
