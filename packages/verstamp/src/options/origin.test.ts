import { describe, expect, it } from 'vitest';
import { VerstampError } from '@verstamp/core';
import { readOrigin } from './origin.ts';

const misuse = (reason: string) => new VerstampError('CLI_USAGE', reason, {});

describe('--origin', () => {
  it.each([
    'https://shop.example',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'https://xn--bcher-kva.example',
    'capacitor://localhost',
  ])('takes %s', (origin) => {
    expect(readOrigin(origin, misuse)).toBe(origin);
  });

  it.each([
    'nonsense',
    '',
    'https://',
    'https://shop.example/',
    'https://shop.example?',
    'https://shop.example:443',
    'https://Shop.example',
    'https://b\u00fccher.example',
    'https://ada@shop.example',
    'capacitor://local host',
    'capacitor://\u6f22',
  ])('does not take %j', (origin) => {
    expect(() => readOrigin(origin, misuse)).toThrow(/is no origin such as https:\/\/shop\.example/);
  });
});
