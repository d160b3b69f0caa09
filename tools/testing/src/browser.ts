import type { LaunchOptions } from 'playwright-core';

/** How the system's Chromium is started; the variable `CHROMIUM` says where it is, if elsewhere. */
export const CHROMIUM: LaunchOptions = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
};
