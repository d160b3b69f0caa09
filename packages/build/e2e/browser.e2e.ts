import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatStamp } from '@verstamp/core';
import { chromium, type Browser, type ConsoleMessage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHROMIUM } from '@verstamp/testing/browser';
import { readStampRecord } from '../src/output/read-record.ts';
import { pages, type Bundler } from './bundlers/index.ts';
import { pages as vites } from './bundlers/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { serveSite, type Site } from './site.ts';
import { isFull } from '@verstamp/testing/size';

/** What a part of the fixture says of itself. */
interface Said {
  readonly from: string;
  readonly version: string | undefined;
  readonly stamp?: string;
  readonly documentUrl?: string;
}

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(CHROMIUM);
});
afterAll(() => browser.close());

const bases = [
  { base: '/shop/', path: '/shop/' },
  { base: '/', path: '/' },
  { base: './', path: '/some/where/' },
].slice(0, isFull ? 3 : 1);
const table = bases.flatMap(({ base, path }) =>
  pages(base).map(({ bundler, build }) => ({ base, path, bundler, build })),
);

describe.each(table)('a site under $base, $bundler, in a browser', ({ bundler, build, path }) => {
  const parts = partsOf(bundler);
  const folder = makeFolder();
  let site: Site;
  beforeAll(async () => {
    vi.stubEnv('VERSTAMP_REVISION', '417');
    await build({ folder });
    vi.unstubAllEnvs();
    site = await serveSite(folder, path);
  });
  afterAll(() => site.close());

  it('has one version in its page, chunks and every kind of worker', async () => {
    const { said, complaints } = await visit(`${site.url}index.html`, parts.length);
    expect(said.map(({ from, version }) => `${from} ${version}`).toSorted()).toEqual(
      parts.map((from) => `${from} 1.4.3.417`).toSorted(),
    );
    const recorded = readStampRecord(folder)?.stamp;
    const stamps = new Set(said.flatMap(({ stamp }) => stamp ?? []));
    expect([...stamps]).toEqual([recorded && formatStamp(recorded)]);
    expect(complaints).toEqual([]);
  });

  it.each(['index.html', 'orders.html', 'docs/bare.html'])(
    'knows its version document from %s',
    async (page) => {
      const { said } = await visit(`${site.url}${page}`, page === 'index.html' ? parts.length : 2);
      const addresses = said.flatMap(({ documentUrl }) => documentUrl ?? []);
      expect(addresses.length).toBeGreaterThan(0);
      for (const address of addresses) {
        expect(new URL(address, site.url).href).toBe(`${site.url}version.json`);
      }
    },
  );

  it('bears its stamp before the first script, also without a head', () => {
    for (const page of ['index.html', 'orders.html', 'docs/bare.html']) {
      const html = readFileSync(join(folder, page), 'utf8');
      const at = html.indexOf('<meta name="verstamp" content="site@1.4.3.417;');
      expect(at).toBeGreaterThan(-1);
      expect(at).toBeLessThan(html.indexOf('<script'));
    }
  });
});

it.each(vites('/'))('hands workers the stamp that code carries, $bundler', async ({ bundler, build }) => {
  const parts = partsOf(bundler);
  const folder = makeFolder();
  await build({ folder, options: { revision: 417, carrier: 'inline' } });
  const site = await serveSite(folder);
  const { said } = await visit(`${site.url}index.html`, parts.length);
  await site.close();
  expect(said.map(({ from, version }) => `${from} ${version}`).toSorted()).toEqual(
    parts.map((from) => `${from} 1.4.3.417`).toSorted(),
  );
});

/** What speaks up on the first page; `?worker` is Vite's own. */
function partsOf(bundler: Bundler['bundler']): readonly string[] {
  const common = ['page', 'lazy', 'worker', 'nested', 'classic'];
  return bundler.startsWith('vite') ? [...common, 'wrapped', 'inline'] : common;
}

/** Opens a page, and waits until `count` of its parts have spoken. */
async function visit(
  url: string,
  count: number,
): Promise<{ readonly said: readonly Said[]; readonly complaints: readonly string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  try {
    await page.goto(url);
    return { said: await page.evaluate(listen, count), complaints };
  } catch (cause) {
    throw new Error(`${url} said too little: ${complaints.join('\n')}`, { cause });
  } finally {
    await page.close();
  }
}

/** Waits within the page; Playwright's own way of waiting needs what the site's policy forbids. */
async function listen(count: number): Promise<readonly Said[]> {
  const page = globalThis as { readonly seen?: readonly Said[] };
  const { promise, resolve, reject } = Promise.withResolvers<readonly Said[]>();
  const end = performance.now() + 10_000;
  const check = (): void => {
    if (page.seen && page.seen.length >= count) resolve(page.seen);
    else if (performance.now() > end) reject(new Error(`only ${JSON.stringify(page.seen)}`));
    else requestAnimationFrame(check);
  };
  check();
  return promise;
}
