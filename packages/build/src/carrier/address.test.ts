import { expect, it } from 'vitest';
import { documentAddress, documentFromPage } from './address.ts';

it.each([
  ['/', 'version.json', '/version.json'],
  ['/shop/', 'build/version.json', '/shop/build/version.json'],
  ['https://cdn.example/shop/', 'version.json', 'https://cdn.example/shop/version.json'],
  ['./', 'version.json', 'version.json'],
  ['', 'version.json', 'version.json'],
  ['/', false, undefined],
] as const)('knows the base %s', (base, document, address) => {
  expect(documentAddress(base, document)).toBe(address);
});

it.each([
  ['/index.html', 'version.json'],
  ['/docs/index.html', '../version.json'],
  ['/docs/deep/page.html', '../../version.json'],
])('finds the way from %s to the root', (page, way) => {
  expect(documentFromPage(page, 'version.json')).toBe(way);
});

it('writes a way in ASCII', () => {
  expect(documentFromPage('/docs/größe.html', 'größe "1".json')).toBe('../gr%C3%B6%C3%9Fe%20%221%22.json');
});
