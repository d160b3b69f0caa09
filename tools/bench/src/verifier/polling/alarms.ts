import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM } from '@verstamp/testing/browser';
import type { RunOptions } from '../../suite.ts';
import { ANSWERS, type Answer } from './answers.ts';
import { POLLERS, type Poller } from './pollers.ts';
import { servePolls, type PollingSite } from './site.ts';

/** What each poller made of an answer. */
export interface AlarmRow {
  readonly answer: string;
  readonly kind: Answer['kind'];
  /** Who told people of a new build. */
  readonly toldBy: readonly string[];
}

/** Gives pollers' names. */
export const POLLER_TITLES: readonly string[] = POLLERS.map(({ title }) => title);

/**
 * Gives every answer to every poller, each in a page of its own in Chromium.
 *
 * @throws Where one does not tell of an update, or tells of the build that runs: nothing else would mean anything.
 */
export async function countAlarms({ isQuick, report }: RunOptions): Promise<readonly AlarmRow[]> {
  const site = await servePolls();
  const browser = await chromium.launch(CHROMIUM);
  try {
    const rows: AlarmRow[] = [];
    for (const [index, { title: answer, kind }] of ANSWERS.slice(0, isQuick ? 6 : ANSWERS.length).entries()) {
      report(`polls that are answered ${answer}`);
      const told = await Promise.all(POLLERS.map(async (poller) => isTold(browser, site, { poller, index })));
      rows.push({ answer, kind, toldBy: POLLER_TITLES.filter((_, place) => told[place]) });
    }
    checkControls(rows);
    return rows;
  } finally {
    await browser.close();
    await site.close();
  }
}

interface Case {
  readonly poller: Poller;
  readonly index: number;
}

async function isTold(browser: Browser, site: PollingSite, { poller, index }: Case): Promise<boolean> {
  const { url, answered } = site.open(poller, index);
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    await page.goto(url);
    await answered;
    // What the answer led to is done after some more answers have come, as the controls show.
    await page.evaluate(async () => {
      for (let turn = 0; turn < 10; turn++) await (await fetch('/login')).text();
    });
    return await page.evaluate(() => (window as unknown as { told: number }).told > 0);
  } finally {
    await context.close();
  }
}

function checkControls(rows: readonly AlarmRow[]): void {
  for (const { answer, kind, toldBy } of rows) {
    const expected = { same: 0, update: POLLERS.length, rollback: undefined, odd: undefined }[kind];
    if (expected !== undefined && toldBy.length !== expected)
      throw new Error(`${answer}: told by ${toldBy.join(', ') || 'nobody'}.`);
  }
}
