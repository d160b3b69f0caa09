import { describe, expect, it } from 'vitest';
import { isAt, pathOf, readSent } from './sent-version.ts';

describe('readSent', () => {
  it.each([
    [undefined, '/', undefined],
    ['1.4.3', '/', '1.4.3'],
    [undefined, '/?api-version=1.4.3', '1.4.3'],
    [undefined, '/a?b=1&api-version=1.4.3#c', '1.4.3'],
    [undefined, 'https://api.example/a?api-version=1.4.3', '1.4.3'],
    [undefined, '/?api-version=V3.2%2D023', 'V3.2-023'],
    [undefined, '/?api-version=', ''],
    [undefined, '/?x-api-version=1.4.3', undefined],
    [undefined, '/api-version=1.4.3', undefined],
    [undefined, '/#?api-version=1.4.3', undefined],
    [undefined, '/?API-VERSION=1.4.3', undefined],
    [undefined, '/?api-version=1.4.3&api-version=1.4.3', '1.4.3, 1.4.3'],
    ['1.4.3', '/?api-version=1.4.3', '1.4.3'],
    ['1.4.3', '/?api-version=2.0.0', '1.4.3, 2.0.0'],
  ])('header %j and target %j: %j', (version, url, expected) => {
    expect(readSent({ method: 'GET', url, version })).toBe(expected);
  });
});

describe('pathOf', () => {
  it.each([
    ['/', '/'],
    ['/a/b?c=/d', '/a/b'],
    ['/a#b?c', '/a'],
    ['https://api.example/a/b?c', '/a/b'],
    ['https://api.example', '/'],
    ['https://api.example?a=/version.json', '/'],
    ['//version.json', '//version.json'],
  ])('%s: %s', (url, path) => expect(pathOf(url)).toBe(path));
});

describe('isAt', () => {
  it.each([
    ['/version.json', true],
    ['/version.json?a', true],
    ['/version.json#a', true],
    ['/version.jsonp', false],
    ['/version.json/a', false],
    ['/a/version.json', false],
    ['/a?b=/version.json', false],
    ['/version', false],
    ['https://api.example/version.json?a', true],
    ['https://api.example/a?b=/version.json', false],
  ])('%s: %s', (url, expected) => expect(isAt(url, '/version.json')).toBe(expected));
});
