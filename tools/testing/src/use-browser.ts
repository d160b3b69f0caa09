import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { CHROMIUM } from './browser.ts';

/** Starts a browser before the tests of a file and ends it after them; returns what gives it to a test. */
export function useBrowser(options?: LaunchOptions): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ ...CHROMIUM, ...options });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (!browser) throw new Error('The browser starts with the first test.');
    return browser;
  };
}
