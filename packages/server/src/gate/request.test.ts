import { describe, expect, it } from 'vitest';
import { readSentVersion } from './request.ts';

describe('readSentVersion', () => {
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
    expect(readSentVersion({ url, version })).toBe(expected);
  });
});
