/** A policy, an address that a page at https://shop.example/app/ fetches, and whether it may. */
export type PolicyCase = readonly [policy: string, target: string, isAllowed: boolean];

/** The page that fetches. */
export const PAGE = 'https://shop.example/app/';

const HERE = 'https://shop.example/app/version.json';

/** What policies allow; Chromium is asked as well. */
export const POLICIES: readonly PolicyCase[] = [
  ["script-src 'self'", HERE, true],
  ["default-src 'self'", HERE, true],
  ["default-src 'none'", HERE, false],
  ["default-src 'none'; connect-src 'self'", HERE, true],
  ["connect-src 'none'; default-src *", HERE, false],
  ["CONNECT-SRC 'SELF'", HERE, true],
  ["connect-src\t'self'", HERE, true],
  ["connect-src 'self' ;;", HERE, true],
  ["connect-src 'self'; connect-src 'none'", HERE, true],
  ["connect-src 'self', connect-src 'none'", HERE, false],
  ["connect-src 'self'", 'https://cdn.example/version.json', false],
  ["connect-src 'none' 'self'", HERE, true],
  ['connect-src self', HERE, false],
  ['connect-src', HERE, false],
  ["fetch-src 'none'", HERE, true],
  ["default-src 'report-sample'", HERE, false],
  ['connect-src *', HERE, true],
  ['connect-src *:443', HERE, true],
  ['connect-src *:8443', HERE, false],
  ['connect-src https:', HERE, true],
  ['connect-src http:', HERE, true],
  ['connect-src wss:', HERE, false],
  ['connect-src data: blob:', HERE, false],
  ['connect-src https:', 'http://shop.example/version.json', false],
  ['connect-src https://*', HERE, true],
  ['connect-src https://*:*', HERE, true],
  ['connect-src shop.example', HERE, true],
  ['connect-src SHOP.example', HERE, true],
  ['connect-src http://shop.example', HERE, true],
  ['connect-src http://shop.example:80', HERE, true],
  ['connect-src https://shop.example:80', HERE, false],
  ['connect-src https://shop.example:443', HERE, true],
  ['connect-src shop.example:8443', HERE, false],
  ['connect-src shop.example:*', 'https://shop.example:8443/version.json', true],
  ['connect-src *.example', HERE, true],
  ['connect-src *.shop.example', HERE, false],
  ['connect-src wss://shop.example', HERE, false],
  ['connect-src https://shop.example/app/', HERE, true],
  ['connect-src https://shop.example/app', HERE, false],
  ['connect-src https://shop.example/APP/', HERE, false],
  ['connect-src https://shop.example/app/version.json', HERE, true],
  ['connect-src https://shop.example/app/version%2ejson', HERE, true],
  ['connect-src https://shop.example/?x', HERE, true],
];
