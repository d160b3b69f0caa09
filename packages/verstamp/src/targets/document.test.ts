import { formatStamp } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { findDocument, isDocument, isDocumentOf } from './document.ts';
import type { Reply } from './reply.ts';

const STAMP = formatStamp({ name: 'shop', version: '1.4.3.417', time: '2026-11-21T02:00:00Z' });
const PAGE = `<head><meta name="verstamp" content="${STAMP}"></head>`;
const SHOP = '{"name":"shop","version":"1.4.3.418"}';
const CART = '{"name":"cart","version":"2.0.0.9"}';

const naming = (address: string, base = ''): string =>
  `${base}<META data-document='${address}' content=${STAMP} name=verstamp>`;

function reply(path: string, text: string, status = 200): Reply {
  const url = `https://shop.example${path}`;
  return { asked: url, url, status, headers: new Headers(), body: Buffer.from(text), isCut: false };
}

/** Which places are asked, and which answer is taken, where every other path is answered by the page. */
async function find(
  path: string,
  documents: Readonly<Record<string, string>>,
  html = PAGE,
): Promise<{ readonly asked: readonly string[]; readonly found: string; readonly isOwn: boolean }> {
  const asked: string[] = [];
  const page = reply(path, html);
  const found = await findDocument(page, async ({ origin, pathname }) => {
    expect(origin).toBe('https://shop.example');
    asked.push(pathname);
    return reply(pathname, documents[pathname] ?? html);
  });
  return { asked, found: new URL(found.asked).pathname, isOwn: isDocumentOf(page, found) };
}

it.each([
  [SHOP, true],
  [`\uFEFF${SHOP}`, true],
  [SHOP.replace('}', ',}'), false],
  [`// of today\n${SHOP}`, false],
])('takes %j for a version document as clients do: %j', (text, is) => {
  expect(isDocument(reply('/version.json', text))).toBe(is);
});

describe('the version document of a page', () => {
  it.each([
    ['beside it', '/app/', { '/app/version.json': SHOP, '/version.json': SHOP }, ['/app/version.json']],
    [
      'above it, where a page answers every path',
      '/app/orders/1',
      { '/app/version.json': SHOP },
      ['/app/orders/version.json', '/app/version.json'],
    ],
    [
      'above that of another app',
      '/app/',
      { '/app/version.json': CART, '/version.json': SHOP },
      ['/app/version.json', '/version.json'],
    ],
    ['behind two slashes', '//app', { '/version.json': SHOP }, ['//version.json', '/version.json']],
  ])('is found %s', async (_, path, documents, asked) => {
    expect(await find(path, documents)).toEqual({ asked, found: asked.at(-1), isOwn: true });
  });

  it.each([
    ['where it says', '/docs/version.json', naming('../version.json')],
    ['where it says, by its base', '/meta/about.json', naming('meta/about.json', '<base href="/">')],
    [
      'here, whatever it says of another origin',
      '/docs/a/version.json',
      naming('https://other.example/a.json'),
    ],
    ['under any name, if it has none', '/docs/a/version.json', '<head></head>'],
  ])('is found %s', async (_, place, html) => {
    const found = await find('/docs/a/', { [place]: html.includes(STAMP) ? SHOP : CART }, html);
    expect(found).toEqual({ asked: [place], found: place, isOwn: true });
  });

  it('is nowhere but where the page says', async () => {
    const documents = { '/app/version.json': SHOP, '/version.json': SHOP };
    const found = await find('/app/', documents, naming('about.json'));
    expect(found).toEqual({ asked: ['/app/about.json'], found: '/app/about.json', isOwn: false });
  });

  it.each([
    ['the first answer, where none is one', {}, '/app/version.json'],
    ["another app's, where that is all", { '/version.json': CART }, '/version.json'],
    [
      "the first answer, where another app's cannot be read",
      { '/version.json': '{"name":"portal","version":"v7"}' },
      '/app/version.json',
    ],
    [
      'one of its own that cannot be read',
      { '/version.json': SHOP.replace('}', ',"min":null}') },
      '/version.json',
    ],
  ])('is told apart from %s', async (_, documents, found) => {
    expect(await find('/app/', documents)).toMatchObject({ found, isOwn: false });
  });
});
