import { defineFormat } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import type { GateOptions } from './options.ts';

describe('createGate', () => {
  it.each<[keyof GateOptions, unknown]>([
    ['name', undefined],
    ['name', ''],
    ['name', 5],
    ['name', 'x'.repeat(215)],
    ['time', 'today'],
    ['time', new Date(0)],
    ['commit', 'main'],
    ['format', 'V{major}.{minor}'],
    ['format', defineFormat('\u2116{major}.{minor}.{patch}')],
    ['format', defineFormat('V{major}\r\nSet-Cookie: a=')],
    ['format', defineFormat(' {major}')],
    ['enabled', 'false'],
    ['unreadable', 'ignore'],
    ['unreadable', null],
    ['unreadable', 5],
    ['unreadable', { missing: 'no' }],
    ['unreadable', { mising: 'refuse' }],
    ['status', 200],
    ['status', 407],
    ['status', Number.NaN],
    ['status', '423'],
    ['text', 'x'],
    ['document', 'version.json'],
    ['document', '/version.json?a'],
    ['document', true],
    ['advertiseRule', 'no'],
    ['vary', 0],
    ['serverTiming', 'verstamp'],
    ['cors', {}],
    ['cors', true],
    ['cors', null],
    ['cors', { origin: 'https://shop.example.com' }],
    ['cors', { origin: ['https://shop.example/'] }],
    ['cors', { origin: ['*'] }],
    ['cors', { origin: [/shop/] }],
    ['cors', { origin: '*', credentials: 'include' }],
    ['log', true],
    ['log', 'warn'],
    ['census', 512],
    ['census', { size: 0 }],
    ['census', { known: '1.4.3' }],
    ['census', { known: ['v1'] }],
    ['census', { known: [5] }],
    ['now', 5],
    ['version', 5],
    ['api', null],
  ])('refuses the option %s of the value %j', (option, value) => {
    const options = { name: 'shop', version: '2.1.0', log: false, [option]: value } as GateOptions;
    expect(() => createGate(options)).toThrow(
      expect.objectContaining({
        code: 'GATE_OPTION',
        details: expect.objectContaining({ option: expect.stringMatching(`^${option}`) as string }) as object,
      }),
    );
  });

  it('takes an option that is undefined for one that is not given', () => {
    const names = ['time', 'commit', 'format', 'enabled', 'unreadable', 'status', 'text', 'document', 'cors'];
    const options = Object.fromEntries(
      [...names, 'advertiseRule', 'vary', 'serverTiming', 'log', 'census', 'now', 'api'].map((name) => [
        name,
        undefined,
      ]),
    );
    expect(createGate({ ...options, name: 'shop', version: '2.1.0' }).version).toBe('2.1.0');
  });

  it('takes what a build stamps, whatever else is with it', () => {
    const module = {
      name: 'shop',
      version: '2.1.0.417',
      display: '2.1.0',
      time: '2026-11-21T02:00:00.000Z',
      commit: '1a2b3c4d5e6f',
      documentUrl: '/version.json',
    };
    expect(createGate({ ...module }).version).toBe('2.1.0');
  });
});
