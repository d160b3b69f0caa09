import { clientNotNewer, defineFormat, messageProtocol } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { createGate } from '../gate/gate.ts';
import { formatCensus } from './openmetrics.ts';
import type { GateOptions } from '../gate/options.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const none = { allow: 0, warn: 0, refuse: 0, discard: 0 };

function start(options: Partial<GateOptions> = {}) {
  const gate = createGate({ name: 'shop', version: '2.1.0.417', log: false, now: () => NOON, ...options });
  const send = (version?: string, method = 'GET', url = '/') => gate.check({ method, url, version });
  return { gate, send };
}

describe('the census', () => {
  it('counts by version and verdict, without what no rule looks at', () => {
    const { gate, send } = start({ until: { 1: '2027-01-31' } });
    for (const version of ['1.4.3', '1.4.3.7', '2.0.0', '2.0.0.5', '2.0.0.6', '3.0.0']) send(version);
    expect(gate.census()).toEqual({
      name: 'shop',
      version: '2.1.0',
      since: '2026-11-21T12:00:00.000Z',
      total: 6,
      lines: [
        { version: '2.0.0', counts: { ...none, allow: 3 } },
        { version: '1.4.3', counts: { ...none, warn: 2 } },
        { version: '3.0.0', counts: { ...none, refuse: 1 } },
        { version: '2.1.0', counts: none },
      ].map(({ version, counts }) => ({ version, counts, since: '2026-11-21T12:00:00.000Z' })),
      others: none,
      unreadable: { missing: 0, repeated: 0, malformed: 0 },
    });
  });

  it('counts by the day which verdict an ending major got', () => {
    let now = Date.parse('2027-01-30T23:59:59Z');
    const { gate, send } = start({ until: { 1: '2027-01-31' }, now: () => now });
    send('1.4.3');
    now += 1000;
    send('1.4.3');
    send('1.4.3');
    expect(gate.census().lines[0]).toMatchObject({ version: '1.4.3', counts: { warn: 1, refuse: 2 } });
  });

  it('counts what could not be read by the reason, and neither OPTIONS nor the document', () => {
    const { gate, send } = start();
    send();
    send(undefined, 'POST');
    send('2.0.0, 2.0.0');
    send('v2');
    send('2.0.0', 'OPTIONS');
    send('2.0.0', 'GET', '/version.json');
    expect(gate.census()).toMatchObject({ total: 4, unreadable: { missing: 2, repeated: 1, malformed: 1 } });
  });

  it('counts messages, in the notation of their senders', () => {
    const { gate } = start({
      version: '2.5',
      format: defineFormat('{major}.{minor}'),
      rule: messageProtocol,
    });
    for (const version of ['2.5', '2.5', '2.7', 'junk', undefined]) gate.checkMessage(version);
    expect(gate.census()).toMatchObject({
      total: 5,
      lines: [
        { version: '2.5', counts: { allow: 2 } },
        { version: '2.7', counts: { discard: 1 } },
      ],
      unreadable: { missing: 1, malformed: 1 },
    });
  });

  it('tells builds apart if the rule does', () => {
    const format = defineFormat('V{major}.{minor}-{revision:3}');
    const { gate, send } = start({ version: 'V3.2-023', format, rule: clientNotNewer });
    for (const version of ['V3.2-021', 'V3.2-025']) send(version);
    expect(gate.census().lines.map(({ version }) => version)).toEqual(['V3.2-021', 'V3.2-025', 'V3.2-023']);
  });

  it('counts a version once in whatever notation it comes, in the usual one if the format cannot say it', () => {
    const format = defineFormat('V{major}.{minor}-{revision:3}');
    const { gate, send } = start({ version: 'V3.2-023', format, rule: clientNotNewer });
    for (const version of ['V3.2-021', '3.2.0.21', '3.2.1.21', '3.2.0', '3.2.0.1000']) send(version);
    const counts = gate.census().lines.map((line) => [line.version, line.counts.allow + line.counts.refuse]);
    expect(Object.fromEntries(counts)).toEqual({
      'V3.2-021': 2,
      'V3.2-023': 0,
      '3.2.1.21': 1,
      '3.2.0': 1,
      '3.2.0.1000': 1,
    });
  });

  it('leaves out what no rule looks at, whatever the notation', () => {
    const { gate, send } = start({
      version: '2.5',
      format: defineFormat('{major}.{minor}'),
      rule: messageProtocol,
    });
    for (const version of ['2.5', '2.5.0', '2.5.0.417', '2.5.0.418']) send(version);
    expect(gate.census().lines.map(({ version, counts }) => [version, counts.allow])).toEqual([['2.5', 4]]);
  });

  it('counts the verdict if the check is switched off: who would be refused', () => {
    const { gate, send } = start({ enabled: false });
    send('1.0.0');
    expect(gate.census().lines[0]).toMatchObject({ version: '1.0.0', counts: { refuse: 1 } });
  });

  it('keeps lines for versions that are known', () => {
    const { gate, send } = start({ census: { known: ['1.4.3'], size: 1 } });
    for (let minor = 0; minor < 1000; minor++) for (let twice = 0; twice < 2; twice++) send(`9.${minor}.0`);
    send('1.4.3');
    expect(gate.census().lines.find(({ version }) => version === '1.4.3')).toMatchObject({
      since: '2026-11-21T12:00:00.000Z',
      counts: { refuse: 1 },
    });
    expect(gate.census().lines).toHaveLength(3);
    expect(gate.census().total).toBe(2001);
  });

  it('says since when a line is exact that was not there from the start', () => {
    let now = NOON;
    const { gate, send } = start({ census: { size: 1 }, now: () => now });
    send('2.0.0');
    now += 60_000;
    while (!gate.census().lines.some(({ version }) => version === '2.2.0')) send('2.2.0');
    expect(gate.census().lines.find(({ version }) => version === '2.2.0')?.since).toBe(
      '2026-11-21T12:01:00.000Z',
    );
    expect(gate.census().others.allow).toBeGreaterThan(0);
  });

  it('gives counts that nobody can change afterwards', () => {
    const { gate, send } = start();
    send('2.0.0');
    const before = gate.census();
    send('2.0.0');
    expect(before.lines[0]?.counts.allow).toBe(1);
  });

  it.each<[string, GateOptions['census']]>([
    ['a text that is not a version', { known: ['v2'] }],
    ['no line at all', { size: 0 }],
    ['too many lines', { size: 10_001 }],
  ])('refuses %s', (_, census) => {
    expect(() => start({ census })).toThrow(expect.objectContaining({ code: 'GATE_OPTION' }));
  });
});

describe('formatCensus', () => {
  it('writes OpenMetrics text', () => {
    const { gate, send } = start({ name: 'a "quoted"\\\nname', census: { size: 1 } });
    for (const version of ['2.0.0', '2.1.0', '3.0.0', undefined]) send(version);
    const name = String.raw`name="a \"quoted\"\\\nname"`;
    expect(formatCensus(gate.census())).toBe(
      [
        '# TYPE verstamp_server info',
        '# HELP verstamp_server The version that is served.',
        `verstamp_server_info{${name},version="2.1.0"} 1`,
        '# TYPE verstamp_clients counter',
        '# HELP verstamp_clients Requests and messages, by the version of the client and the verdict on it.',
        ...[
          ['2.0.0', 'allow'],
          ['2.1.0', 'allow'],
          ['other', 'refuse'],
        ].flatMap(([version, verdict]) => [
          `verstamp_clients_total{${name},version="${version}",verdict="${verdict}"} 1`,
          `verstamp_clients_created{${name},version="${version}",verdict="${verdict}"} 1795262400`,
        ]),
        '# TYPE verstamp_unreadable counter',
        '# HELP verstamp_unreadable Requests and messages whose version was missing, repeated or malformed.',
        ...[
          ['missing', 1],
          ['repeated', 0],
          ['malformed', 0],
        ].flatMap(([reading, count]) => [
          `verstamp_unreadable_total{${name},reading="${reading}"} ${count}`,
          `verstamp_unreadable_created{${name},reading="${reading}"} 1795262400`,
        ]),
        '# EOF\n',
      ].join('\n'),
    );
  });

  it('writes several gates into one text, each kind of sample together', () => {
    const text = formatCensus(start().gate.census(), start({ name: 'scmp' }).gate.census());
    expect(text.match(/# TYPE/g)).toHaveLength(3);
    expect(text.match(/^verstamp_server_info.*\nverstamp_server_info.*$/m)).toBeTruthy();
  });

  it('adds up what gates of one name have counted: a sample that came twice would be lost', () => {
    const [pages, api] = [start(), start()];
    for (const { send } of [pages, api, api]) send('2.0.0');
    const samples = formatCensus(pages.gate.census(), api.gate.census()).match(/^verstamp_.*$/gm) ?? [];
    expect(samples).toContain('verstamp_clients_total{name="shop",version="2.0.0",verdict="allow"} 3');
    expect(new Set(samples.map((sample) => sample.split(' ')[0])).size).toBe(samples.length);
  });

  it('says of a sum since when the first of its gates has counted: a later time is read as a restart', () => {
    const [pages, api] = [start(), start({ now: () => NOON + 60_000 })];
    for (const { send } of [pages, api]) send('2.0.0');
    for (const gates of [
      [pages, api],
      [api, pages],
    ]) {
      const text = formatCensus(...gates.map(({ gate }) => gate.census()));
      expect(text).toContain(`verdict="allow"} ${NOON / 1000}\n`);
      expect(text).not.toContain(String(NOON / 1000 + 60));
    }
  });
});
