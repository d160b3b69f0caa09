import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { bundle } from './bundle.ts';
import { serve, type TestServer } from './server.ts';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts the browser that pages are tested in. */
export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args });
}

/** A site whose page runs some code, and whose version can change. */
export interface Site extends TestServer {
  /** Lets the server be of another version. */
  readonly deploy: (version: string) => void;
  /** How often a path was asked for. */
  readonly count: (path: string) => number;
}

// What strict sites send; `style-src` has no exception either.
const csp = "default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Serves a page of version 1.4.3.417 that runs this module, under a strict policy. */
export async function serveSite(code: string, markup = ''): Promise<Site> {
  const script = await bundle(code);
  let version = '1.4.3.417';
  const server = await serve((request, response) => {
    response.setHeader('server-timing', `verstamp;desc="${version}"`);
    if (request.url === '/app.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else if (request.url === '/version.json') {
      const document = { name: 'shop', version, time: '2026-11-21T02:00:00Z' };
      response.writeHead(200, { 'cache-control': 'no-cache' }).end(JSON.stringify(document));
    } else if (request.url === '/cached') {
      response.writeHead(200, { 'cache-control': 'max-age=600' }).end('cached');
    } else {
      response.setHeader('content-type', 'text/html').setHeader('content-security-policy', csp);
      response.end(
        `<!doctype html><title>Shop</title>${markup}<script type="module" src="/app.js"></script>`,
      );
    }
  });
  return {
    ...server,
    deploy: (next) => void (version = next),
    count: (path) => server.requests.filter(({ url }) => url === path).length,
  };
}

/** A page and whatever went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  readonly faults: readonly string[];
}

/** Opens a page in a context of its own, or in the one given. */
export async function open(browser: Browser | BrowserContext, url: string): Promise<OpenPage> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // Violations of the policy come as errors on the console.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      faults.push(message.text());
  });
  onTestFinished(() => page.close());
  await page.goto(url);
  return { page, faults };
}
