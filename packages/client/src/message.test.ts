import { defineFormat, formatVersion } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import protocol from '../../core/conformance/stabilit-protocol.json' with { type: 'json' };
import { createMessageCheck } from './message.ts';

const format = defineFormat(protocol.format);
const read = (text: string) => formatVersion(format.parse(text));

it.each(protocol.rows)('a message of $client to a receiver of $server: $verdict', (row) => {
  const lines: string[] = [];
  const check = createMessageCheck({ version: read(row.server), log: (line) => lines.push(line) });
  expect(check(read(row.client))).toBe(row.verdict);
  expect(lines).toHaveLength(row.verdict === 'discard' ? 1 : 0);
});

it('names the version of what it drops', () => {
  const lines: string[] = [];
  const check = createMessageCheck({ version: '2.5.0', log: (line) => lines.push(line) });
  expect(check('1.4.0')).toBe('discard');
  expect(lines).toEqual(["A message of version 1.4.0 was discarded: this receiver's is 2.5.0."]);
});

it.each([[undefined], [null], ['2.5'], [2.5], [{}], ['\u202e<script>'], ['1'.repeat(1_000_000)]])(
  'discards and logs a message whose version is %j, without repeating it',
  (version) => {
    const lines: string[] = [];
    const check = createMessageCheck({ version: '2.5.0', log: (line) => lines.push(line) });
    expect(check(version)).toBe('discard');
    expect(lines).toEqual(["A message of an unreadable version was discarded: this receiver's is 2.5.0."]);
  },
);

it('takes and logs a message that its rule warns of', () => {
  const lines: string[] = [];
  const check = createMessageCheck({ version: '2.5.0', rule: 'dd-w----', log: (line) => lines.push(line) });
  expect(['2.7.0', '2.5.0', '2.4.0'].map(check)).toEqual(['allow', 'allow', 'allow']);
  expect(lines).toEqual(["A message of version 2.7.0 was taken: this receiver's is 2.5.0."]);
});

it('logs what it drops beside a flood of what its rule warns of', () => {
  const lines: string[] = [];
  const check = createMessageCheck({
    version: '2.5.0',
    rule: 'dd-w----',
    log: (line) => lines.push(line),
    now: () => 0,
  });
  for (let count = 0; count < 25; count++) check('2.7.0');
  check('1.0.0');
  expect(lines.slice(20)).toEqual(["A message of version 1.0.0 was discarded: this receiver's is 2.5.0."]);
});

describe('a flood of wrong messages', () => {
  const RATE = 10_000;
  const WRONG: readonly unknown[] = ['1.4.0', '2.7.0', 'junk', null, { version: '2.5.0' }, 'x'.repeat(1000)];

  it('is dropped to the last one, and logged by twenty lines, then one a second', () => {
    let number = 0;
    const lines: string[] = [];
    const check = createMessageCheck({
      version: '2.5.0',
      log: (line) => lines.push(line),
      now: () => (number / RATE) * 1000,
    });
    // A minute of 10,000 messages a second, one in a hundred of them wrong.
    for (; number < 60 * RATE; number++) {
      const isWrong = number % 100 === 50;
      const answer = check(isWrong ? WRONG[Math.floor(number / 100) % WRONG.length] : '2.4.0');
      if (answer !== (isWrong ? 'discard' : 'allow')) expect.fail(`message ${number} got ${answer}`);
    }
    expect(lines.length).toBeGreaterThanOrEqual(20 + 58);
    expect(lines.length).toBeLessThanOrEqual(20 + 60);
    const omitted = lines.map((line) => Number(/(\d+) more were not logged\.$/.exec(line)?.[1] ?? 0));
    const told = omitted.reduce((total, count) => total + count, lines.length);
    // Those of the last second are told with the next line.
    expect(told).toBeGreaterThan(6000 - 200);
    expect(told).toBeLessThanOrEqual(6000);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200);
  });

  it('is logged again after a pause, and by a clock that was set back', () => {
    let at = 0;
    const lines: string[] = [];
    const check = createMessageCheck({
      version: '2.5.0',
      log: (line) => lines.push(line),
      now: () => at,
    });
    const flood = (): void => {
      for (let count = 0; count < 50; count++) check('1.0.0');
    };
    flood();
    at = -60_000;
    flood();
    expect(lines).toHaveLength(20);
    at = 0;
    flood();
    expect(lines).toHaveLength(40);
    expect(lines.slice(19, 22).map((line) => / discarded: .* is 2\.5\.0\.(.*)$/.exec(line)?.[1])).toEqual([
      '',
      ' 80 more were not logged.',
      '',
    ]);
  });
});
