import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM } from '@verstamp/testing/browser';
import { readBlocks } from '../src/blocks.ts';
import { root } from '../src/folders.ts';
import { homeEnvironment } from '../src/home.ts';
import { findFreePort } from '@verstamp/testing/port';
import { createReader } from '../src/reader.ts';
import type { TestRegistry } from '@verstamp/testing/registry';
import { startFilledRegistry } from '../src/registry.ts';

const page = 'docs/getting-started.md';

let folder: string;
let registry: TestRegistry;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'getting-started-'));
  [registry, browser] = await Promise.all([startFilledRegistry(['vite']), chromium.launch(CHROMIUM)]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await registry?.close();
  await rm(folder, { recursive: true, force: true });
});

it('leads from an empty folder to a refused old client, followed to the letter', async () => {
  const blocks = readBlocks(page, await withFreePorts(await readFile(join(root, page), 'utf8')));
  const empty = await mkdtemp(join(folder, 'empty-'));
  const tab = await browser.newPage();
  tab.setDefaultTimeout(60_000);
  const reader = createReader({ folder: empty, env: homeEnvironment(folder, registry.url), tab });
  try {
    for (const block of blocks) await reader.follow(block);
  } finally {
    await reader.leave();
  }
  expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(5);
}, 300_000);

/** The one liberty that is taken: somebody else may use the page's ports. */
async function withFreePorts(text: string): Promise<string> {
  const ports = new Map<string, string>();
  for (const port of ['3000', '4173']) {
    expect(text).toContain(port);
    ports.set(port, String(await findFreePort()));
  }
  return text.replaceAll(/\b(?:3000|4173)\b/g, (port) => ports.get(port) ?? port);
}
