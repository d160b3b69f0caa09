import { expect, it } from 'vitest';
import { isOrigin } from './origin.ts';

it.each([
  ['https://shop.example', true],
  ['http://localhost:5173', true],
  ['http://[::1]:3000', true],
  ['capacitor://localhost', true],
  ['chrome-extension://abcdefghijklmnop', true],
  ['null', true],
  ['https://shop.example/', false],
  ['https://shop.example/a', false],
  ['https://Shop.example', false],
  ['https://shop.example:443', false],
  ['https://user@shop.example', false],
  ['https://bücher.example', false],
  ['https://*.shop.example', true],
  ['shop.example', false],
  ['mailto:someone@shop.example', false],
  ['*', false],
  ['', false],
  [undefined, false],
  [new URL('https://shop.example'), false],
])('takes %s for an origin: %s', (value, expected) => {
  expect(isOrigin(value)).toBe(expected);
});
