import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { bundle } from './bundle.ts';
import { serve, type TestServer } from './server.ts';

/** A policy that lets an app name its own scripts, and nothing else. */
export const OWN_SCRIPTS = "default-src 'self'; require-trusted-types-for 'script'; trusted-types app";

/** A site whose page runs some code, and whose version can change. */
export interface Site extends TestServer {
  /** Lets the server be of another version. */
  readonly deploy: (version: string) => void;
  /** Keeps the script of a path as it is, whatever is deployed. */
  readonly freeze: (path: string) => void;
  /** How often a path was asked for. */
  readonly count: (path: string) => number;
}

/** What a site has beside its page's module. */
export interface SiteOptions {
  /** What stands in the page's body. */
  readonly markup?: string;
  /** Modules of other addresses, such as `/worker.js`. */
  readonly modules?: Readonly<Record<string, string>>;
  /** What the policy allows beside what strict sites do. */
  readonly policy?: string;
  /** Answers some requests in another way, and says whether it did. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

// What strict sites send; `style-src` has no exception either.
const strict = "default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Serves a page that runs this module, under a strict policy; page and server are of version 1.4.3.417 at first. */
export async function serveSite(code: string, options: SiteOptions = {}): Promise<Site> {
  const { markup = '', policy = strict, answer = () => false } = options;
  const modules = await bundleAll({ ...options.modules, '/app.js': code });
  const frozen = new Map<string, string>();
  let version = '1.4.3.417';
  const server = await serve((request, response) => {
    const { url = '/' } = request;
    response.setHeader('server-timing', `verstamp;desc="${version}"`);
    if (answer(request, response)) return;
    const script = modules.get(url);
    if (script) {
      // The comment makes another script of it with each deploy, as builds do.
      response
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end(`${script}//${frozen.get(url) ?? version}`);
    } else if (url === '/version.json') {
      const document = { name: 'shop', version, time: '2026-11-21T02:00:00Z' };
      response.writeHead(200, { 'cache-control': 'no-cache' }).end(JSON.stringify(document));
    } else if (url === '/cached') {
      response.writeHead(200, { 'cache-control': 'max-age=600' }).end('cached');
    } else {
      response.setHeader('content-type', 'text/html').setHeader('content-security-policy', policy);
      const head = `<title>Shop</title><meta name="verstamp" content="shop@${version}">`;
      response.end(`<!doctype html>${head}${markup}<script type="module" src="/app.js"></script>`);
    }
  });
  return {
    ...server,
    deploy: (next) => void (version = next),
    freeze: (path) => void frozen.set(path, version),
    count: (path) => server.requests.filter(({ url }) => url === path).length,
  };
}

async function bundleAll(modules: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const entries = Object.entries(modules).map(
    async ([path, code]) => [path, new TextDecoder().decode(await bundle(code))] as const,
  );
  return new Map(await Promise.all(entries));
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
