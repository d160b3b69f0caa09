import { describe, expect, it } from 'vitest';
import { hasPath, pathOf } from './request-target.ts';

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

describe('hasPath', () => {
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
  ])('%s: %s', (url, expected) => expect(hasPath(url, '/version.json')).toBe(expected));
});
