import { rm } from 'node:fs/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM } from '@verstamp/testing/browser';
import { buildShop, makeFolder, readVersion } from '../src/builds.ts';
import { startShop, type Shop } from '../src/shop.ts';

let folder: string;
let shop: Shop;
let browser: Browser;

beforeAll(async () => {
  folder = await makeFolder();
  await buildShop(folder);
  [shop, browser] = await Promise.all([startShop(folder), chromium.launch(CHROMIUM)]);
});

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await rm(folder, { recursive: true, force: true });
});

it.each(['index.html', 'orders.html', 'about.html'])(
  '%s shows its version, and so do its worker and chunk',
  async (path) => {
    const { page, faults } = await open(path);
    const version = readVersion(folder);
    expect(await page.textContent('#version')).toBe('1.4.3');
    expect(await page.getAttribute('#version', 'data-full')).toBe(version);
    await page.waitForSelector('#worker[data-full]');
    expect(await page.getAttribute('#worker', 'data-full')).toBe(version);
    await page.waitForSelector('main [data-chunk]');
    expect(await page.getAttribute('main [data-chunk]', 'data-version')).toBe(version);
    await page.waitForSelector('#verdict[data-verdict="allow"]');
    expect(await page.textContent('#server')).toBe('1.4.3');
    expect(faults).toEqual([]);
    await page.close();
  },
);

it('reacts when the server moves on', async () => {
  const { page } = await open('index.html');
  await page.waitForSelector('#verdict[data-verdict="allow"]');
  await shop.deploy('2.0.0.1');
  await page.waitForSelector('#verdict[data-verdict="refuse"]');
  await page.click('text=Place an order');
  await page.waitForFunction(() => document.querySelector('#order')?.textContent?.includes('does not match'));
  await shop.deploy('1.5.0.1');
  await page.waitForSelector('#verdict[data-verdict="allow"]');
  await page.close();
});

it('draws who uses it, over time, from the census', async () => {
  await shop.deploy('1.5.0.1');
  const { page, faults } = await open('adoption.html');
  await order({ '1.4.3': 8 });
  await page.waitForSelector('li[data-version="1.4.3"][data-served="1.5.0"][data-percent="100"]');
  await shop.deploy('2.0.0.1');
  await order({ '1.4.3': 2, '2.0.0': 6 });
  await page.waitForSelector('li[data-version="2.0.0"][data-served="2.0.0"][data-percent="75"]');
  expect(await page.textContent('li[data-version="1.4.3"]')).toBe('1.4.3: 25 %');
  // Found and measured in one go: the page draws anew every half second.
  const drawn = await page.evaluate(() =>
    [...document.querySelectorAll<SVGPathElement>('svg path[data-version]')].map((band) => {
      const { x, width, height } = band.getBBox();
      return { version: band.dataset['version'], x, width, isHigh: height > 5 };
    }),
  );
  // Both from the first look to the last: the older below, the newer above it.
  expect(drawn).toEqual([
    { version: '1.4.3', x: 0, width: 100, isHigh: true },
    { version: '2.0.0', x: 0, width: 100, isHigh: true },
  ]);
  expect(faults).toEqual([]);
  await page.close();
});

/** Orders as clients of other versions would, so many times each. */
async function order(clients: Readonly<Record<string, number>>): Promise<void> {
  for (const [version, count] of Object.entries(clients)) {
    for (let number = 0; number < count; number++) {
      await fetch(new URL('api/orders', shop.url), { method: 'POST', headers: { 'API-Version': version } });
    }
  }
}

async function open(path: string): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(new URL(path, shop.url).href);
  return { page, faults };
}
