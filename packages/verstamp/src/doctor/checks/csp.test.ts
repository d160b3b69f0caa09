import { describe, expect, it } from 'vitest';
import { findBlocking, listMetaPolicies } from './csp.ts';

const PAGE = new URL('https://shop.example/app/');
const HERE = 'https://shop.example/app/version.json';

describe('a policy', () => {
  it.each([
    ['', HERE],
    ["script-src 'self'", HERE],
    ["default-src 'self'", HERE],
    ["default-src 'none'; connect-src 'self'", HERE],
    ["CONNECT-SRC 'SELF'", HERE],
    ['connect-src *', HERE],
    ['connect-src https:', HERE],
    ['connect-src http:', HERE],
    ['connect-src shop.example', HERE],
    ['connect-src http://shop.example', HERE],
    ['connect-src *.example', HERE],
    ['connect-src shop.example:*', 'https://shop.example:8443/version.json'],
    ['connect-src https://shop.example:443', HERE],
    ['connect-src https://shop.example/app/', HERE],
    ['connect-src https://shop.example/app/version.json', HERE],
    ["connect-src 'self'; connect-src 'none'", HERE],
  ])('%j allows %s', (policy, target) => {
    expect(findBlocking([policy], PAGE, new URL(target))).toBe(undefined);
  });

  it.each([
    ["default-src 'none'", HERE],
    ["connect-src 'none'; default-src *", HERE],
    ['connect-src', HERE],
    ["connect-src 'self'", 'https://cdn.example/version.json'],
    ['connect-src data: blob:', HERE],
    ['connect-src *.shop.example', HERE],
    ['connect-src shop.example:8443', HERE],
    ['connect-src https://shop.example/app', HERE],
    ["connect-src 'self', connect-src 'none'", HERE],
    ['connect-src https:', 'http://shop.example/version.json'],
  ])('%j blocks %s', (policy, target) => {
    expect(findBlocking([policy], PAGE, new URL(target))).toMatch(/^(connect|default)-src/);
  });

  it('has to be allowed by all of them', () => {
    expect(findBlocking(["default-src 'self'", "connect-src 'none'"], PAGE, new URL(HERE))).toBe(
      "connect-src 'none'",
    );
  });
});

it.each([
  [`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`, ["connect-src 'none'"]],
  [`<META content='default-src &#39;self&#39;' HTTP-EQUIV=content-security-policy>`, ["default-src 'self'"]],
  ['<meta http-equiv="Content-Security-Policy-Report-Only" content="x">', []],
  ['<meta name="description" content="x">', []],
])('reads the policies of %s', (html, policies) => {
  expect(listMetaPolicies(html)).toEqual(policies);
});
