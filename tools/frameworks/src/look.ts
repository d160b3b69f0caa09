import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM } from '@verstamp/testing/browser';
import type { Case } from './case.ts';

/** What a site says of itself. */
export interface Said {
  /** Versions, by who says them. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** What its pages have to say against it: errors, and all that a framework finds wrong in what the server sent. */
  readonly complaints: readonly string[];
}

/** Starts the system's Chromium. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(CHROMIUM);
}

/** Asks a site's page, the server behind it, and its service worker. */
export async function askSite(browser: Browser, url: string, one: Case): Promise<Said> {
  const context = await browser.newContext();
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    // The projects have no icon, which browsers ask for.
    if (message.location().url.endsWith('/favicon.ico')) return;
    if (/error|warning/.test(message.type())) complaints.push(message.text());
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    const versions = {
      page: await readPage(page),
      ...(one.server !== undefined && { server: await askServer(url) }),
      ...(one.isLegacy === true && { oldBrowser: await askOldBrowser(context, url) }),
      ...(one.serviceWorker === 'tells' && { serviceWorker: await askServiceWorker(page) }),
      ...(one.serviceWorker && { offline: await reloadOffline(context, page) }),
    };
    return { versions, complaints };
  } finally {
    await context.close();
  }
}

async function readPage(page: Page): Promise<string | undefined> {
  await page.waitForFunction(ownVersion, undefined, { timeout: 10_000 });
  return page.evaluate(ownVersion);
}

/** Runs in the page. */
function ownVersion(): string | undefined {
  return document.documentElement.dataset['client'];
}

/** What the server has written into the page, by the code that runs on it. */
async function askServer(url: string): Promise<string | undefined> {
  const html = await (await fetch(url)).text();
  return /id="server"[^>]*>(?:<!--[^>]*-->)?([\d.]+)/.exec(html)?.[1];
}

/** Loads the page as a browser does that knows no modules. */
async function askOldBrowser(context: BrowserContext, url: string): Promise<string | undefined> {
  const page = await context.newPage();
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const body = html.replaceAll(/<script type="module".*?<\/script>/gs, '').replaceAll(' nomodule', '');
    await route.fulfill({ response, body });
  });
  await page.goto(url);
  return readPage(page);
}

async function askServiceWorker(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    active?.postMessage('version', [port2]);
    return new Promise<string>((done) => {
      port1.addEventListener('message', ({ data }: MessageEvent<string>) => done(data));
      port1.start();
    });
  });
}

/** Loads the page anew from what the service worker has kept. */
async function reloadOffline(context: BrowserContext, page: Page): Promise<string | undefined> {
  await page.evaluate(async () => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.reload();
  return readPage(page);
}
