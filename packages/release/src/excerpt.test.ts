import { expect, it } from 'vitest';
import { excerpt } from './excerpt.ts';

it.each([
  ['postgres://ada:p@ssw0rd@db.example/shop', '"postgres://***@db.example/shop"'],
  ['https://ada:pass/w0rd@host.example/x', '"https://***@host.example/x"'],
  ["postgres://ada:p'w0rd@db.example/shop", '"postgres://***@db.example/shop"'],
  ['https://ada:p"w0rd@host.example/x', '"https://***@host.example/x"'],
  [`https://ada:p"w/0@rd@host.example/x`, '"https://***@host.example/x"'],
  [
    `"https://ada:p'w@0/rd@host.example/x", then @shop/cart`,
    String.raw`"\"https://***@host.example/x\", then @shop/cart"`,
  ],
  [
    '{"a":"https://ada:pw@host.example/x","b":"@shop/cart"}',
    String.raw`"{\"a\":\"https://***@host.example/x\",\"b\":\"@shop/cart\"}"`,
  ],
  ['redis://:p@ss/w0rd@host.example/1', '"redis://***@host.example/1"'],
  ['GET http://[::1]:4873/@shop/cart', '"GET http://[::1]:4873/@shop/cart"'],
  ['https://gh_token@host.example/x', '"https://***@host.example/x"'],
  ['GET http://127.0.0.1:4873/@shop/cart', '"GET http://127.0.0.1:4873/@shop/cart"'],
  ['GET https://registry.example/@shop/cart', '"GET https://registry.example/@shop/cart"'],
])('of %s shows %s', (text, shown) => {
  expect(excerpt(text, {})).toBe(shown);
});

it('shows no end of a secret that begins as another does', () => {
  const env = { FIRST_TOKEN: 'common', SECOND_TOKEN: 'commonAndMore' };
  expect(excerpt('sent commonAndMore', env)).toBe('"sent ***"');
});
