import { checkCompatibility, defineFormat, messageProtocol, readInstant, readRefusal } from '@verstamp/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGate } from './gate.ts';
import type { GateOptions } from './options.ts';

const base: GateOptions = { name: 'shop', version: '2.1.0', log: false };
const get = (version?: string) => ({ method: 'GET', url: '/', version });

describe('createGate', () => {
  it.each<[string, Partial<GateOptions>, string]>([
    ['no version', { version: undefined }, 'GATE_OPTION'],
    ['an unreadable version', { version: 'v2' }, 'GATE_OPTION'],
    ['an unreadable api version', { api: '2' }, 'GATE_OPTION'],
    ['a text that is not a date', { until: { 1: 'soon' } }, 'RULE_SYNTAX'],
    ['a text that is not a rule', { rule: 'xx' }, 'RULE_SYNTAX'],
    [
      'a version wider than its format',
      { version: '3.2.0.1024', format: defineFormat('V{major}.{minor}-{revision:3}') },
      'FORMAT_OVERFLOW',
    ],
  ])('refuses %s', (_, options, code) => {
    expect(() => createGate({ ...base, ...options })).toThrow(expect.objectContaining({ code }));
  });

  it.each<[Partial<GateOptions>, string]>([
    [{ version: '2.1.0.417' }, '2.1.0'],
    [{ version: '2.1.0.417', rule: 'xxxxxxxx' }, '2.1.0.417'],
    [{ version: '2.1.0.417', api: '7.0.0' }, '7.0.0'],
    [{ version: '3.2.0.23', format: defineFormat('V{major}.{minor}-{revision:3}') }, 'V3.2-023'],
    [{ version: '3.2', format: defineFormat('{major}.{minor}') }, '3.2'],
    // A text of both notations is one of the format, for the server as for its clients.
    [{ version: '3.2.23', format: defineFormat('{major}.{minor}.{revision}') }, '3.2.23'],
  ])('advertises %j as %s', (options, version) => {
    expect(createGate({ ...base, ...options }).version).toBe(version);
  });
});

it('quotes a version in Server-Timing, whatever its notation', () => {
  const format = defineFormat('"{major}\\');
  const gate = createGate({ ...base, version: '"3\\', format, serverTiming: true });
  const { headers } = gate.check(get('"3\\'));
  expect(headers['Server-Timing']).toBe(String.raw`verstamp;desc="\"3\\"`);
});

describe('check', () => {
  // As `binary`, which takes a second to set up.
  const unit = fc.nat(0x10ffff).map((point) => String.fromCodePoint(point));
  const versions = fc.constantFrom('0.9.0', '1.0.0', '1.4.3', '2.0.0', '2.1.0', '2.1.0.5', '3.0.0');
  const instants = fc.constantFrom('2026-12-31', '2027-01-01', '2027-06-01', '2028-01-01');

  it('says what the rule says, in any order of clients and of time', () => {
    const until = { 0: '2027-01-01', 1: '2027-06-01' };
    fc.assert(
      fc.property(fc.array(fc.tuple(versions, instants), { maxLength: 30 }), (visits) => {
        let now = 0;
        const gate = createGate({ ...base, until, now: () => now });
        for (const [version, instant] of visits) {
          now = readInstant(instant) ?? Number.NaN;
          const { verdict } = checkCompatibility(version, '2.1.0', { table: 'xx------', until }, { now });
          expect(gate.check(get(version)).kind).toBe(verdict === 'refuse' ? 'refuse' : 'pass');
        }
      }),
    );
  });

  it('serves the document at a path in any language, which clients ask for as it is encoded', () => {
    const gate = createGate({ ...base, document: '/prüfung/%41/version.json' });
    const url = new URL('/prüfung/%41/version.json', 'https://api.example/');
    for (const target of [url.pathname, url.href])
      expect(gate.check({ method: 'GET', url: target }).kind).toBe('document');
  });

  it('dates nothing to 1970 where the clock stands until a request comes, as in deployed workers', () => {
    let now = 0;
    const gate = createGate({ ...base, until: { 1: '2999-01-01' }, now: () => now });
    const since = '2026-11-21T12:00:00.000Z';
    now = Date.parse(since);
    expect(gate.check(get('1.4.3')).headers).toMatchObject({ Deprecation: `@${now / 1000}` });
    now += 1000;
    expect(gate.census()).toMatchObject({
      since,
      lines: [
        { version: '1.4.3', since },
        { version: '2.1.0', since },
      ],
    });
  });

  it('never calls a text that is not a version a mismatch', () => {
    const gate = createGate({ ...base, unreadable: 'refuse' });
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (version) => {
        const outcome = gate.check(get(version));
        const refusal = outcome.kind === 'refuse' ? readRefusal(JSON.parse(outcome.body)) : undefined;
        expect(refusal?.code).toBe('ClientApiVersionUnreadable');
      }),
    );
  });

  it('keeps a flood of invented versions out of its memory, and decides on', () => {
    const gate = createGate(base);
    const remembered = gate.check(get('2.0.0'));
    expect(gate.check(get('2.0.0'))).toBe(remembered);
    for (let minor = 2; minor < 260; minor++) gate.check(get(`2.${minor}.0`));
    const made = gate.check(get('2.0.0'));
    // Equal, but made anew: what was remembered has been dropped.
    expect(made).toEqual(remembered);
    expect(made).not.toBe(remembered);
  });

  it('does not remember what cannot be read', () => {
    const gate = createGate({ ...base, unreadable: 'refuse' });
    expect(gate.check(get('junk'))).not.toBe(gate.check(get('junk')));
  });

  it.each(['No\r\nSet-Cookie: a=1', 'No Да', 'Да no', ''])('makes no reason phrase of %j', (text) => {
    const outcome = createGate({ ...base, text: () => text }).check(get('1.0.0'));
    expect(outcome).toMatchObject({ kind: 'refuse', statusText: undefined, detail: text });
  });

  it('cuts a text that no client would read', () => {
    const outcome = createGate({ ...base, text: () => 'x'.repeat(5000) }).check(get('1.0.0'));
    expect(outcome).toMatchObject({ kind: 'refuse', detail: 'x'.repeat(1000) });
  });
});

describe('checkConnection', () => {
  const options: GateOptions = { ...base, unreadable: { malformed: 'refuse' } };

  it.each([
    ['/', '1.0.0', 'refuse'],
    ['/?api-version=1.0.0', undefined, 'refuse'],
    ['/?api-version=junk', undefined, 'refuse'],
    ['/', '2.0.0', 'pass'],
    ['/', undefined, 'pass'],
    // Nobody asks for a document with a connection.
    ['/version.json', '1.0.0', 'refuse'],
    ['/version.json', '2.0.0', 'pass'],
  ])('%s with %s: %s, and counts it', (url, version, kind) => {
    const gate = createGate(options);
    expect(gate.checkConnection({ url, version }).kind).toBe(kind);
    expect(gate.census().total).toBe(1);
  });

  it('discards without a word, and logs it', () => {
    const log = vi.fn();
    const gate = createGate({ ...base, rule: messageProtocol, log });
    expect(gate.checkConnection({ url: '/', version: '1.0.0' }).kind).toBe('discard');
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'discard' }));
  });
});

describe('checkMessage', () => {
  it.each([
    ['2.4', 'allow'],
    ['2.6', 'discard'],
    // A version, but not one as its peers write it.
    ['2.4.1', 'discard'],
    ['2.5.0', 'discard'],
    ['', 'discard'],
    [2.5, 'discard'],
  ])('takes %j in the format of its peers alone: %s', (version, expected) => {
    const format = defineFormat('{major}.{minor}');
    const gate = createGate({ name: 'scmp', version: '2.5', format, rule: messageProtocol, log: false });
    expect(gate.checkMessage(version)).toBe(expected);
  });
});

describe('VERSTAMP_CHECK', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ['off', true, false],
    ['off', false, false],
    ['on', true, true],
    ['on', false, false],
    [undefined, true, true],
  ])('%s with enabled %s: checks %s, and logs what it drops or would', (value, enabled, expected) => {
    vi.stubEnv('VERSTAMP_CHECK', value);
    const log = vi.fn();
    const gate = createGate({ ...base, enabled, rule: messageProtocol, log });
    expect(gate.enabled).toBe(expected);
    expect(gate.check(get('1.0.0')).kind).toBe(expected ? 'discard' : 'pass');
    expect(gate.checkMessage('1.0.0')).toBe(expected ? 'discard' : 'allow');
    expect(gate.checkMessage(undefined)).toBe(expected ? 'discard' : 'allow');
    expect(log.mock.calls).toMatchObject([
      [{ kind: 'discard' }],
      [{ kind: 'discard' }],
      [{ kind: 'discard' }],
    ]);
  });
});
