import { expect, it, onTestFinished, vi } from 'vitest';
import { announceStamp } from './entry.ts';
import { eitherModule, inlineModule, pageModule, workerModule } from './source.ts';

const TEXT = 'shop@1.4.3.417;t=2026-11-21T02:00:00Z';
const code = inlineModule({ name: 'shop', documentUrl: undefined }, TEXT);
const { stampUrl } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
  readonly stampUrl: (url: unknown) => unknown;
};

it.each([
  ['/worker.js', `/worker.js#verstamp=${TEXT}`],
  ['/worker.js?verstamp=no', `/worker.js?verstamp=no#verstamp=${TEXT}`],
  ['/worker.js#config=1', `/worker.js#config=1&verstamp=${TEXT}`],
  ['blob:https://shop.example/1', `blob:https://shop.example/1#verstamp=${TEXT}`],
])('hands the stamp to the worker at %s', (url, stamped) => {
  expect(stampUrl(url)).toBe(stamped);
  if (URL.canParse(url)) expect(stampUrl(new URL(url))).toBe(stamped);
});

it.each([
  '/worker.js#',
  '/worker.js#verstamp=cart@1.0.0.1',
  '/worker.js#config=1&verstamp=cart@1.0.0.1',
  'data:text/javascript,1#a',
  { toString: () => '/trusted.js' },
])('leaves %s as it is', (url) => {
  expect(stampUrl(url)).toBe(url);
});

const input = { name: 'shop', documentUrl: '/version.json' };

it('reads the stamp that bears its name, on a page that several share', async () => {
  const metas = ['cart@9.9.9.9', TEXT, 'shop@8.8.8.8'].map((content) => ({ content, dataset: {} }));
  vi.stubGlobal('document', { querySelectorAll: () => metas });
  onTestFinished(() => void vi.unstubAllGlobals());
  const found: unknown = await import(`data:text/javascript,${encodeURIComponent(pageModule(input))}`);
  expect(found).toMatchObject({ name: 'shop', version: '1.4.3.417', documentUrl: '/version.json' });
});

it.each([
  pageModule(input),
  inlineModule(input, TEXT),
  eitherModule(input, TEXT),
  workerModule(),
  announceStamp({ name: 'shop', tag: { content: TEXT, 'data-document': 'version.json' } }, 'script'),
])('asks for no newer JavaScript than that of 2015', (source) => {
  // Transpilers often pass over what is in no file.
  expect(source).not.toMatch(/\?\?|\?\.\D|\.\.\.|\*\*/);
});
