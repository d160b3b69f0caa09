import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM } from '@verstamp/testing/browser';
import { PAGE, POLICIES } from './policies.ts';

let browser: Browser;
let page: Page;
let policy = '';
let isAsked = false;

beforeAll(async () => {
  browser = await chromium.launch(CHROMIUM);
  page = await browser.newPage();
  // Nothing leaves this machine: what the browser lets through is answered here.
  await page.route('**/*', async (route) => {
    const isPage = route.request().url() === PAGE;
    isAsked ||= !isPage;
    const headers = isPage
      ? { 'content-type': 'text/html', 'content-security-policy': policy }
      : { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
    await route.fulfill({ headers, body: isPage ? '<link rel="icon" href="data:," />' : '{}' });
  });
});

afterAll(async () => browser?.close());

/** Fetches an address in a page with a policy, and gives whether a request came of it. */
async function fetchUnder(text: string, target: string): Promise<boolean> {
  policy = text;
  await page.goto(PAGE);
  isAsked = false;
  await page.evaluate(async (url) => {
    await fetch(url).catch(() => undefined);
  }, target);
  return isAsked;
}

it('holds the table of policies to what Chromium does', async () => {
  const found: unknown[] = [];
  for (const [text, target] of POLICIES) found.push([text, target, await fetchUnder(text, target)]);
  expect(found).toEqual(POLICIES);
});
