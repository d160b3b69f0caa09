import { defineFormat, formatVersion } from '@verstamp/core';
import { expect, it } from 'vitest';
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

it.each([[undefined], [null], ['2.5'], [2.5], [{}], ['\u202e<script>'], ['1'.repeat(1_000_000)]])(
  'discards and logs a message whose version is %j, without repeating it',
  (version) => {
    const lines: string[] = [];
    const check = createMessageCheck({ version: '2.5.0', log: (line) => lines.push(line) });
    expect(check(version)).toBe('discard');
    expect(lines).toEqual(["A message of an unreadable version was discarded: this receiver's is 2.5.0."]);
  },
);
