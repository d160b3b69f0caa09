import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from '@verstamp/testing/use-browser';
import { open, serveSite, type OpenPage } from './browser.ts';

const browser = useBrowser();

const setup = `
  import { createVerifier } from '@verstamp/client';
  import { defineBanner } from '@verstamp/client/banner';
  const verifier = createVerifier({
    name: 'shop', version: '1.4.3.417', rule: 'xx-w----', documentUrl: '/version.json',
    explain: ({ server, verdict }) => '<img src=x onerror=alert(1)> ' + verdict + ' ' + server,
    log() {},
  });
  Object.assign(globalThis, { see: verifier.see });
  defineBanner(verifier);
`;

const markup = '<version-banner><span slot="reload">Neu laden</span></version-banner><input>';

async function openShop(code = setup): Promise<OpenPage> {
  const site = await serveSite(code, { markup });
  return open(browser(), site.url);
}

async function see(page: Page, value: string | object): Promise<void> {
  await page.evaluate((seen) => (globalThis as unknown as { see(seen: unknown): void }).see(seen), value);
}

it('says nothing while all is well, and what is wrong politely, as text, without taking the focus', async () => {
  const { page, faults } = await openShop();
  const region = page.getByRole('status');
  await page.focus('input');
  await see(page, '1.4.3');
  expect(await region.textContent()).toBe('');
  await see(page, '2.0.0');
  expect(await region.locator('[part=text]').textContent()).toBe('<img src=x onerror=alert(1)> refuse 2.0.0');
  expect(await region.locator('img').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  // Back on a version that fits, nothing is left of it.
  await see(page, '1.4.3');
  expect(await region.textContent()).toBe('');
  expect(faults).toEqual([]);
});

it('names its buttons as the page does, and offers a reload only where that helps', async () => {
  const { page } = await openShop();
  await see(page, '1.3.0');
  expect(await page.getByRole('button').allTextContents()).toEqual(['Dismiss']);
  await see(page, '2.0.0');
  const reload = page.getByRole('button', { name: 'Neu laden' });
  await Promise.all([page.waitForEvent('load'), reload.click()]);
});

it('reloads as the app wants it to', async () => {
  const own = setup.replace(
    'defineBanner(verifier)',
    "defineBanner(verifier, { reload: () => (document.title = 'asked') })",
  );
  const { page } = await openShop(own);
  await see(page, '2.0.0');
  await page.getByRole('button', { name: 'Neu laden' }).click();
  expect(await page.title()).toBe('asked');
});

it('is dismissed per version and verdict, also for the next page', async () => {
  const { page } = await openShop();
  const text = page.locator('[part=text]');
  await see(page, '2.0.0');
  await page.getByRole('button', { name: 'Dismiss' }).press('Enter');
  expect(await text.count()).toBe(0);
  await page.reload();
  await see(page, '2.0.0');
  expect(await text.count()).toBe(0);
  await see(page, '2.0.1');
  expect(await text.count()).toBe(1);
  await see(page, { name: 'shop', version: '2.0.1', until: { 1: '2999-01-01' } });
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await text.count()).toBe(0);
  await see(page, { type: 'urn:verstamp:ClientApiVersionMismatch', server: '2.0.1', move: 'client' });
  expect(await text.count()).toBe(1);
});

it('stays dismissed when the document of the server that refused comes after its refusal', async () => {
  const { page } = await openShop();
  const text = page.locator('[part=text]');
  await see(page, { type: 'urn:verstamp:ClientApiVersionMismatch', server: '2.0.0', move: 'client' });
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await see(page, { name: 'shop', version: '2.0.0.9' });
  expect(await text.count()).toBe(0);
  await see(page, { name: 'shop', version: '2.0.0.10' });
  expect(await text.count()).toBe(1);
});

it.each([
  ['a release', ''],
  ['a prerelease', '-rc.1'],
])(
  'stays dismissed where %s is heard of again without its revision, also on the next page',
  async (_, tag) => {
    const { page } = await openShop();
    const text = page.locator('[part=text]');
    // As where the gate knows three parts of the version, and the document has the fourth.
    const refusal = { type: 'urn:verstamp:ClientApiVersionMismatch', server: `2.0.10${tag}`, move: 'client' };
    await see(page, { name: 'shop', version: `2.0.10.9${tag}` });
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await see(page, refusal);
    expect(await text.count()).toBe(0);
    await page.reload();
    for (const value of [`2.0.10${tag}`, refusal, { name: 'shop', version: `2.0.10.9${tag}` }]) {
      await see(page, value);
      expect(await text.count()).toBe(0);
    }
    await see(page, '2.0.1');
    expect(await text.count()).toBe(1);
    await see(page, { name: 'shop', version: `2.0.10.10${tag}` });
    expect(await text.count()).toBe(1);
  },
);

it('shows another version whose text the dismissed one begins with', async () => {
  const { page } = await openShop();
  await see(page, '2.0.0-rc.1');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await see(page, '2.0.0-rc');
  expect(await page.locator('[part=text]').count()).toBe(1);
});

it('lives without storage', async () => {
  const broken = `Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new Error(); } });`;
  const { page, faults } = await openShop(setup.replace('defineBanner(', `${broken} defineBanner(`));
  await see(page, '2.0.0');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await page.locator('[part=text]').count()).toBe(0);
  expect(faults).toEqual([]);
});

it('is styled by custom properties and parts, and no longer listens once it was taken away', async () => {
  const { page } = await openShop();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'version-banner { --version-banner-background: rgb(1, 2, 3) } version-banner::part(text) { color: rgb(4, 5, 6) }',
    );
    document.adoptedStyleSheets = [sheet];
  });
  await see(page, '2.0.0');
  const looks = await page.evaluate(() => {
    const root = document.querySelector('version-banner')?.shadowRoot;
    const style = (part: string): CSSStyleDeclaration =>
      getComputedStyle(root?.querySelector(`[part=${part}]`) ?? document.body);
    return [style('banner').backgroundColor, style('text').color];
  });
  expect(looks).toEqual(['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
  const left = await page.evaluate(() => {
    const banner = document.querySelector('version-banner');
    banner?.remove();
    (globalThis as unknown as { see(value: string): void }).see('3.0.0');
    return banner?.shadowRoot?.textContent;
  });
  expect(left).toContain('2.0.0');
});
