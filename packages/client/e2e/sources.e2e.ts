import type { ServerResponse } from 'node:http';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '@verstamp/testing/use-browser';
import { open, serveSite } from './browser.ts';
import { serve } from './server.ts';

// As it is for people: a page that is left may be kept, to be shown again.
const browser = useBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });

const setup = `
  import {
    checkOnReturn, createVerifier, reloadOnUpdate, renewAndReload, seeServerTiming, startShared,
  } from '@verstamp/client';
  const verifier = createVerifier({
    name: 'shop', version: '1.4.3.417', rule: 'xxxxxxxx', documentUrl: '/version.json', pollIntervalMs: 50,
  });
  Object.assign(globalThis, { verifier });
  verifier.subscribe(({ server }) => (document.title = server));
`;

async function expectServer(page: Page, version: string): Promise<void> {
  await page.waitForFunction((title) => document.title === title, version);
}

async function countAsked(page: Page): Promise<number> {
  return page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.json')).length,
  );
}

async function openContext(): Promise<BrowserContext> {
  const context = await browser().newContext();
  onTestFinished(() => context.close());
  return context;
}

describe('Server-Timing', () => {
  it('tells the version of the page and of every later answer, except from the cache', async () => {
    const site = await serveSite(`${setup}; seeServerTiming(verifier)`);
    const { page, faults } = await open(browser(), site.url);
    await expectServer(page, '1.4.3.417');
    await page.evaluate(() => fetch('/cached').then((answer) => answer.text()));
    site.deploy('1.5.0.418');
    await page.evaluate(() => fetch('/other').then((answer) => answer.text()));
    await expectServer(page, '1.5.0.418');
    site.deploy('1.6.0.419');
    await page.evaluate(() => fetch('/cached').then((answer) => answer.text()));
    await page.evaluate(() => fetch('/last').then((answer) => answer.text()));
    // The cached answer bore 1.4.3.417 and came before: had it counted, it would have been told.
    await expectServer(page, '1.6.0.419');
    expect(site.count('/cached')).toBe(1);
    expect(site.count('/version.json')).toBe(0);
    expect(faults).toEqual([]);
  });
});

it.each([
  ['nobody', '', []],
  ['the app', ', { accept: () => true }', ['9.9.9']],
])('believes the Server-Timing of another origin where %s says so', async (_, options, believed) => {
  const far = await serve((_request, response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('timing-allow-origin', '*');
    response.setHeader('server-timing', 'verstamp;desc="9.9.9"').end('far');
  });
  const site = await serveSite(
    `${setup}; globalThis.heard = []; verifier.subscribe(({ server }) => heard.push(server));
    seeServerTiming(verifier${options})`,
    { policy: `default-src 'self'; connect-src 'self' ${far.url}` },
  );
  const { page, faults } = await open(browser(), site.url);
  await expectServer(page, '1.4.3.417');
  await page.evaluate((url) => fetch(url).then((answer) => answer.text()), far.url);
  site.deploy('1.5.0.418');
  await page.evaluate(() => fetch('/other').then((answer) => answer.text()));
  await expectServer(page, '1.5.0.418');
  const heard = await page.evaluate(() => (globalThis as unknown as { heard: unknown }).heard);
  expect(heard).toEqual(['1.4.3.417', ...believed, '1.5.0.418']);
  expect(faults).toEqual([]);
});

it.each([
  ['watched all along', ''],
  ['watched again since', 'end(); begin()'],
])('takes nothing back for a long answer that began before a deploy, %s', async (_, again) => {
  const { promise: began, resolve: begin } = Promise.withResolvers<ServerResponse>();
  const site = await serveSite(
    `${setup}; globalThis.heard = []; verifier.subscribe(({ server }) => heard.push(server));
    globalThis.begin = () => seeServerTiming(verifier); globalThis.end = begin();`,
    {
      answer({ url }, response) {
        if (url !== '/long') return false;
        response.write('a');
        begin(response);
        return true;
      },
    },
  );
  const { page } = await open(browser(), site.url);
  await expectServer(page, '1.4.3.417');
  await page.evaluate(() => void fetch('/long').then((answer) => answer.text()));
  const long = await began;
  site.deploy('1.5.0.418');
  await page.evaluate(() => fetch('/other').then((answer) => answer.text()));
  await expectServer(page, '1.5.0.418');
  await page.evaluate(again);
  long.end();
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/long')),
  );
  site.deploy('1.6.0.419');
  await page.evaluate(() => fetch('/last').then((answer) => answer.text()));
  await expectServer(page, '1.6.0.419');
  expect(await page.evaluate(() => (globalThis as unknown as { heard: unknown }).heard)).toEqual([
    '1.4.3.417',
    '1.5.0.418',
    '1.6.0.419',
  ]);
});

it('takes nothing back for answers from before it was begun again', async () => {
  const site = await serveSite(
    `${setup}; globalThis.heard = []; verifier.subscribe(({ server }) => heard.push(server));
    globalThis.begin = () => seeServerTiming(verifier); globalThis.end = begin()`,
  );
  const { page } = await open(browser(), site.url);
  await expectServer(page, '1.4.3.417');
  // Of what does not bear the header, the verifier alone knows.
  await page.evaluate("end(); verifier.see('1.5.0.418'); begin()");
  site.deploy('1.6.0.419');
  await page.evaluate(() => fetch('/other').then((answer) => answer.text()));
  await expectServer(page, '1.6.0.419');
  expect(await page.evaluate('heard')).toEqual(['1.4.3.417', '1.5.0.418', '1.6.0.419']);
});

describe('coming back', () => {
  it.each(['focus', 'online', 'pageshow', 'visibilitychange'])('checks on %s', async (event) => {
    const site = await serveSite(`${setup}; addEventListener('start', () => checkOnReturn(verifier))`);
    const { page } = await open(browser(), site.url);
    await page.evaluate((name) => {
      dispatchEvent(new Event('start'));
      // The window hears what the document is told, as the browser tells it.
      const target = name === 'visibilitychange' ? document : globalThis;
      target.dispatchEvent(new Event(name, { bubbles: true }));
      target.dispatchEvent(new Event(name, { bubbles: true }));
    }, event);
    await expectServer(page, '1.4.3.417');
    expect(site.count('/version.json')).toBe(1);
  });
});

describe('several tabs', () => {
  it('share one poll, and go on when the tab that polls is closed', async () => {
    const site = await serveSite(`${setup}; startShared(verifier)`);
    const context = await openContext();
    const first = await open(context, site.url);
    await expectServer(first.page, '1.4.3.417');
    const second = await open(context, site.url);
    await expectServer(second.page, '1.4.3.417');
    // It may have heard that from the first tab while its own answer is still under way.
    await second.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.json')),
    );
    site.deploy('1.5.0.418');
    await Promise.all([expectServer(first.page, '1.5.0.418'), expectServer(second.page, '1.5.0.418')]);
    // The second tab asked once, when it began; the first goes on.
    expect(await countAsked(second.page)).toBe(1);
    expect(await countAsked(first.page)).toBeGreaterThan(1);
    await first.page.close();
    site.deploy('1.6.0.419');
    await expectServer(second.page, '1.6.0.419');
    expect([...first.faults, ...second.faults]).toEqual([]);
  });
});

describe('tabs that do not ask for the same', () => {
  it('share nothing, if their documents stand at two addresses', async () => {
    let far = 0;
    const site = await serveSite(
      `import { createVerifier, startShared } from '@verstamp/client';
       const start = (documentUrl) => {
         const verifier = createVerifier({
           name: 'shop', version: '1.4.3.417', rule: 'xxxxxxxx', documentUrl, pollIntervalMs: 50, log() {},
         });
         startShared(verifier);
         return verifier;
       };
       const [near, far] = [start('/version.json'), start('/far/version.json')];
       const tell = () => (document.title = near.decision?.server + ' ' + far.decision?.server);
       for (const verifier of [near, far]) verifier.subscribe(tell);`,
      {
        answer: ({ url }, response) =>
          url === '/far/version.json' &&
          // It stays what is waited for: a machine may be too busy to see all that come before.
          Boolean(
            response.end(JSON.stringify({ name: 'shop', version: `2.0.0.${(far = Math.min(far + 1, 5))}` })),
          ),
      },
    );
    const { page, faults } = await open(browser(), site.url);
    // Each of them polls, and hears nothing of the other.
    await expectServer(page, '1.4.3.417 2.0.0.5');
    expect(faults).toEqual([]);
  });

  it('do not wait for one that has no version, and so can decide nothing', async () => {
    const code = setup.replace("'1.4.3.417'", "location.hash ? undefined : '1.4.3.417'");
    const site = await serveSite(`${code}; startShared(verifier)`);
    const context = await openContext();
    await open(context, `${site.url}/#unstamped`);
    const { page } = await open(context, site.url);
    await expectServer(page, '1.4.3.417');
    site.deploy('1.5.0.418');
    await expectServer(page, '1.5.0.418');
  });
});

describe('a tab whose page is left, and kept to be shown again', () => {
  it('lets another poll, and hears it when it is back', async () => {
    const site = await serveSite(
      `${setup}; startShared(verifier); addEventListener('pageshow', (event) => (globalThis.isBack = event.persisted))`,
      { answer: ({ url }, response) => url === '/left' && Boolean(response.end('left')) },
    );
    const context = await openContext();
    const first = await open(context, site.url);
    await expectServer(first.page, '1.4.3.417');
    const second = await open(context, site.url);
    // Only a request that waits already is passed over.
    await second.page.waitForFunction(async () => (await navigator.locks.query()).pending?.length === 1);
    await first.page.goto(`${site.url}/left`);
    site.deploy('1.5.0.418');
    await expectServer(second.page, '1.5.0.418');
    await first.page.goBack({ waitUntil: 'commit' });
    await expectServer(first.page, '1.5.0.418');
    expect(await first.page.evaluate('isBack')).toBe(true);
    site.deploy('1.6.0.419');
    await Promise.all([expectServer(first.page, '1.6.0.419'), expectServer(second.page, '1.6.0.419')]);
    expect([...first.faults, ...second.faults]).toEqual([]);
  });
});

describe('a page in a sandbox, which may have no locks', () => {
  it('polls by itself', async () => {
    const site = await serveSite(`${setup}; startShared(verifier)`, {
      policy: 'sandbox allow-scripts',
      // It has no origin, so that all it loads is another's.
      answer: (_, response) => !response.setHeader('access-control-allow-origin', '*'),
    });
    const { page, faults } = await open(browser(), site.url);
    await expectServer(page, '1.4.3.417');
    site.deploy('1.5.0.418');
    await expectServer(page, '1.5.0.418');
    expect(faults).toEqual([]);
  });
});

describe('a page that may have no channel, as in Firefox without cookies', () => {
  it('polls by itself', async () => {
    const forbidden = `globalThis.BroadcastChannel = class {
      constructor() { throw new DOMException('The operation is insecure.', 'SecurityError'); }
    };`;
    const site = await serveSite(`${setup}; ${forbidden}; startShared(verifier)`);
    const { page, faults } = await open(browser(), site.url);
    await expectServer(page, '1.4.3.417');
    site.deploy('1.5.0.418');
    await expectServer(page, '1.5.0.418');
    expect(faults).toEqual([]);
  });
});

describe('offline', () => {
  it('is no news, and the answer after it is', async () => {
    const site = await serveSite(`${setup}; checkOnReturn(verifier, { spacingMs: 0 })`);
    const context = await openContext();
    const { page } = await open(context, site.url);
    await page.evaluate(() => (globalThis as unknown as { verifier: { check(): unknown } }).verifier.check());
    await expectServer(page, '1.4.3.417');
    await context.setOffline(true);
    const status = await page.evaluate(() =>
      (globalThis as unknown as { verifier: { check(): Promise<string> } }).verifier.check(),
    );
    expect(status).toBe('allow');
    site.deploy('1.5.0.418');
    await context.setOffline(false);
    await expectServer(page, '1.5.0.418');
  });
});

/** Acts on all that has a value from the beginning. */
async function choose(page: Page): Promise<void> {
  await page.check('#dark');
  await page.uncheck('#dark');
  await page.check('#wide');
  await page.fill('#zoom', '70');
  await page.fill('#tint', '#ff0000');
  await page.selectOption('#language', 'de');
}

describe('a page behind its server', () => {
  // The policy forbids handlers in the markup.
  const reloading = `${setup}
    for (const type of ['submit', 'reset']) addEventListener(type, (event) => event.preventDefault());
    reloadOnUpdate(verifier, { spacingMs: 0, answers: 2 }); verifier.start()`;
  const choices = `
    <input type="checkbox" id="dark"><input type="radio" id="wide"><input type="range" id="zoom">
    <input type="color" id="tint"><select id="language"><option>en<option>de</select>`;

  /** Opens the page, lets someone act on it, and lets its server move on. */
  async function openBehind(markup: string, act: (page: Page) => Promise<unknown>) {
    const site = await serveSite(reloading, { markup });
    const { page, faults } = await open(browser(), site.url);
    await expectServer(page, '1.4.3.417');
    await act(page);
    return { site, page, faults };
  }

  /** Waits for more answers than a reload takes. */
  async function expectHeld({ site, page }: Awaited<ReturnType<typeof openBehind>>): Promise<void> {
    site.deploy('1.5.0.418');
    await expectServer(page, '1.5.0.418');
    const before = site.count('/version.json');
    await site.asked(site.requests.length + 5);
    expect(site.count('/')).toBe(1);
    expect(site.count('/version.json')).toBeGreaterThan(before);
  }

  it('is reloaded once nothing unsent is in it, and once only for one build', async () => {
    const opened = await openBehind('<input id="note">', (page) => page.fill('#note', 'Do not lose me'));
    await expectHeld(opened);
    const { site, page, faults } = opened;
    await Promise.all([page.waitForEvent('load'), page.fill('#note', '')]);
    expect(site.count('/')).toBe(2);
    expect(await page.evaluate(() => sessionStorage.getItem('verstamp:shop 1.4.3.417'))).toBe('1');
    expect(faults).toEqual([]);
  });

  it('is reloaded whatever was chosen in it outside of a form: that is not sent', async () => {
    const { site, page } = await openBehind(choices, choose);
    const reloaded = page.waitForEvent('load');
    site.deploy('1.5.0.418');
    await reloaded;
  });

  it('is not reloaded before a form in which something was chosen is sent', async () => {
    const form = `<form>${choices}<button>Send</button></form>`;
    const opened = await openBehind(form, choose);
    await expectHeld(opened);
    const { page } = opened;
    await Promise.all([page.waitForEvent('load'), page.click('button')]);
  });

  it.each([
    ['stands outside of it', '<input id="note" form="sent"><form id="sent"><button>Send</button></form>'],
    [
      'stands in a component within it',
      '<form><div><template shadowrootmode="open"><input id="note"></template></div><button>Send</button></form>',
    ],
    ['had a text from the beginning', '<textarea id="note">old</textarea>'],
  ])('is reloaded once the form of a field was sent or the field emptied, which %s', async (_, markup) => {
    const { site, page } = await openBehind(markup, async (opened) => {
      await opened.fill('#note', 'new');
      if (markup.includes('<form')) await opened.click('button');
      else await opened.fill('#note', '');
    });
    const reloaded = page.waitForEvent('load');
    site.deploy('1.5.0.418');
    await reloaded;
  });

  it.each([
    ['another form is sent', '<textarea id="note"></textarea><form><button>Send</button></form>'],
    ['its own form is reset, which the app cancels', '<form><input id="note"><button type="reset">'],
    ['it stands in a list that can be edited', '<li id="note" contenteditable></li><button>'],
  ])('is not reloaded over what was typed where %s', async (_, markup) => {
    const opened = await openBehind(markup, async (page) => {
      await page.click('#note');
      await page.keyboard.type('Do not lose me');
      await page.click('button');
    });
    await expectHeld(opened);
  });

  it('is not reloaded over what someone begins to type while its service worker is renewed', async () => {
    const renewing = `${setup}
      addEventListener('verstamp:reload', () => (document.title = 'asked'));
      const registering = navigator.serviceWorker.register('/worker.js');
      globalThis.goOn = async () => {
        const registration = await registering;
        const tell = () => registration.installing?.postMessage('go on');
        registration.addEventListener('updatefound', tell);
        tell();
      };
      const reload = async (request) => {
        await renewAndReload(request);
        globalThis.isOver = true;
      };
      reloadOnUpdate(verifier, { spacingMs: 0, answers: 2, reload });
      verifier.start();`;
    const site = await serveSite(renewing, {
      markup: '<input id="note">',
      modules: {
        '/worker.js': `const told = new Promise((resolve) => addEventListener('message', resolve));
          addEventListener('install', (event) => event.waitUntil(told));`,
      },
      policy: "default-src 'self'",
    });
    const { page } = await open(browser(), site.url);
    await expectServer(page, '1.4.3.417');
    site.deploy('1.5.0.418');
    await page.waitForFunction(() => document.title === 'asked');
    await page.fill('#note', 'Do not lose me');
    await page.evaluate(() => (globalThis as unknown as { goOn(): Promise<void> }).goOn());
    await page.waitForFunction(() => (globalThis as { isOver?: boolean }).isOver);
    await site.asked(site.requests.length + 3);
    expect(site.count('/')).toBe(1);
    expect(await page.evaluate(() => sessionStorage.getItem('verstamp:shop 1.4.3.417'))).toBe('0');
    await Promise.all([page.waitForEvent('load'), page.fill('#note', '')]);
  });
});
