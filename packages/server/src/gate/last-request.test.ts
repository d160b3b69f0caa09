import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import type { GateOptions } from './options.ts';

const base: GateOptions = { name: 'shop', version: '2.1.0', log: false };

const requests = fc.record({
  method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'OPTIONS'),
  url: fc.constantFrom(
    '/',
    '/',
    '/version.json',
    '/a?api-version=1.0.0',
    '/a?api-version=2.0.0',
    'http://a/version.json',
    '/a?b=/version.json',
  ),
  version: fc.constantFrom('2.1.0', '2.1.0', '2.0.0', '1.4.3', 'v2', undefined),
  origin: fc.constantFrom('https://a.example', 'https://b.example'),
});

describe('the last request', () => {
  it.each<[string, Partial<GateOptions>]>([
    ['the usual rule', {}],
    ['another path for the document', { document: '/' }],
    ['no document', { document: false }],
    ['a policy for what is unreadable', { unreadable: 'refuse' }],
    ['origins', { cors: { origin: ['https://a.example'] } }],
    ['the check switched off', { enabled: false }],
  ])('gives what each request gets from a gate that knows no other: %s', (_, options) => {
    fc.assert(
      fc.property(fc.array(requests, { maxLength: 20 }), (visits) => {
        const logged: string[] = [];
        const write = { log: ({ message }: { readonly message: string }) => void logged.push(message) };
        const gate = createGate({ ...base, ...options, ...write });
        const seen = visits.map((request) => gate.check(request));
        const loggedTogether = logged.splice(0);
        const apart = visits.map((request) => {
          const fresh = createGate({ ...base, ...options, ...write });
          return { outcome: fresh.check(request), total: fresh.census().total };
        });
        expect(seen).toEqual(apart.map(({ outcome }) => outcome));
        expect(loggedTogether).toEqual(logged);
        expect(gate.census().total).toBe(apart.reduce((sum, { total }) => sum + total, 0));
      }),
    );
  });

  it('is not remembered with a version that its query names', () => {
    const gate = createGate(base);
    gate.check({ method: 'GET', url: '/?api-version=2.0.0' });
    expect(gate.check({ method: 'GET', url: '/' }).decision?.reading).toBe('missing');
  });
});
