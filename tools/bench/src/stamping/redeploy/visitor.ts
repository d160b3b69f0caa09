import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { CHROMIUM } from '@verstamp/testing/browser';
import { serveSite, type Site } from './site.ts';

/** What a visitor's browser asks for who comes back after the next deploy. */
export interface Visit {
  readonly requests: number;
  /** Of the answers' bodies, uncompressed. */
  readonly bytes: number;
  /** Complaints of the content security policy, over both visits. */
  readonly violations: number;
  /** What the page and its worker take for their version now. */
  readonly seen: { readonly version?: unknown; readonly worker?: unknown };
}

/** A browser, and a site that it visits. */
export interface Visitor {
  /** Of the browser. */
  readonly version: string;
  visit(before: string, after: string): Promise<Visit>;
  close(): Promise<void>;
}

/** Starts Chromium. */
export async function startVisitor(): Promise<Visitor> {
  const browser = await chromium.launch(CHROMIUM);
  return {
    version: browser.version(),
    visit: async (before, after) => visitTwice(browser, before, after),
    close: async () => browser.close(),
  };
}

async function visitTwice(browser: Browser, before: string, after: string): Promise<Visit> {
  const site = await serveSite();
  // A context of its own has a cache of its own.
  const context = await browser.newContext();
  try {
    site.deploy(before);
    const first = await open(context, site);
    site.deploy(after);
    const second = await open(context, site);
    const { requests, bytes } = site.sent;
    return { requests, bytes, violations: first.violations + second.violations, seen: second.seen };
  } finally {
    await context.close();
    await site.close();
  }
}

async function open(context: BrowserContext, { url }: Site): Promise<Pick<Visit, 'seen' | 'violations'>> {
  const page = await context.newPage();
  let violations = 0;
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations++;
  });
  await page.goto(`${url}index.html`, { waitUntil: 'load' });
  const seen = await page.evaluate(waitUntilSeen);
  await page.close();
  return { seen, violations };
}

/** Waits within the page; Playwright's own way of waiting needs what the policy forbids. */
async function waitUntilSeen(): Promise<Visit['seen']> {
  const page = globalThis as { readonly seen?: Visit['seen'] };
  const { promise, resolve, reject } = Promise.withResolvers<Visit['seen']>();
  const end = performance.now() + 20_000;
  const check = (): void => {
    if (page.seen) resolve(page.seen);
    else if (performance.now() > end) reject(new Error('The app has not started.'));
    else setTimeout(check, 5);
  };
  check();
  return promise;
}
