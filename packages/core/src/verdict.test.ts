import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeDifference, findPlace, verdict } from './verdict.ts';

const text = fc.constantFrom(
  '1.0.0',
  '1.0.0.7',
  '1.0.0-rc.2',
  '1.0.0-rc.10',
  '1.2.0',
  '3.0.0',
  'v1',
  undefined,
);
const table = fc.constantFrom('xx------', '1-1-1-1-', 'wdwdwdwd', '');
const question = fc.record({ client: text, server: text, table });

it('answers the same whatever was asked before', () => {
  fc.assert(
    fc.property(question, fc.array(question), ({ client, server, table: rule }, before) => {
      verdict('0.0.0', '9.9.9', rule);
      const answer = verdict(client, server, rule);
      for (const asked of before) verdict(asked.client, asked.server, asked.table);
      expect(verdict(client, server, rule)).toBe(answer);
      expect(verdict(client, server, rule)).toBe(answer);
    }),
  );
});

it('finds the same place and difference whatever was asked before, also of what is not a version', () => {
  fc.assert(
    fc.property(question, fc.array(question), ({ client, server }, before) => {
      findPlace('0.0.0', '9.9.9');
      const [place, difference] = [findPlace(client, server), describeDifference(client, server)];
      for (const asked of before) verdict(asked.client, asked.server, asked.table);
      expect(findPlace(client, server)).toBe(place);
      for (const asked of before) verdict(asked.client, asked.server, asked.table);
      expect(describeDifference(client, server)).toEqual(difference);
    }),
  );
});

it.each([
  ['1.0.0', '3.0.0', '2-------', 'allow'],
  ['1.0.0', '3.0.0', '1-------', 'refuse'],
  ['3.0.0', '1.0.0', '-1------', 'refuse'],
  ['3.0.0', '1.0.0', '1-------', 'allow'],
  ['1.0.0', '3.0.0', '', 'unknown'],
  ['1.0.0-rc.2', '1.0.0-rc.10', '----1---', 'allow'],
  ['1.0.0-rc.2', '1.0.0-rc.10', '----x---', 'refuse'],
  ['1.0.0-a-b', '1.0.0-a.b', '-----x--', 'refuse'],
  ['1.0.0.9', '1.0.0.7', '-------w', 'warn'],
  ['1.0.0.9', '1.0.0', 'xxxxxxxx', 'allow'],
])('looks %s against %s up in %j: %s', (client, server, rule, expected) => {
  expect(verdict(client, server, rule)).toBe(expected);
});
