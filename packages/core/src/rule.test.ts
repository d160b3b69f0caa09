import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compactTable, expandTable } from './forms.ts';
import { resolveRule, type RuleInput } from './rule.ts';
import * as rules from './rules.ts';

describe('tables', () => {
  it.each([
    [{ major: 'refuse' }, rules.sameMajor],
    [
      { major: { older: 'refuse', newer: 'warn' }, minor: { older: 'refuse', newer: 'warn' } },
      rules.clientNotOlder,
    ],
    [
      {
        major: 'refuse',
        minor: { newer: 'refuse' },
        patch: { newer: 'refuse' },
        revision: { newer: 'refuse' },
      },
      rules.clientNotNewer,
    ],
    [{ major: 'discard', minor: { newer: 'discard' } }, rules.messageProtocol],
    [{ major: 'refuse', minor: 'refuse', patch: 'refuse', revision: 'refuse' }, rules.exactBuild],
    [{}, rules.anyVersion],
    [{ major: 'refuse', minor: { older: 3, newer: 'refuse' } }, rules.withinMinors(3, 0)],
  ] as const)('%j is written %s', (readable, compact) => {
    expect(compactTable(readable)).toBe(compact);
  });

  it.each([
    [10, 0],
    [-1, 0],
    [0, 1.5],
  ])('are not made of the distances %j and %j', (older, newer) => {
    expect(() => rules.withinMinors(older as 1, newer as 1)).toThrow(
      expect.objectContaining({ code: 'RULE_SYNTAX' }),
    );
  });

  it('are expanded only if they are whole', () => {
    expect(() => expandTable('xx')).toThrow('Not a compatibility rule: "xx" is no table.');
  });

  it('come back whole from either form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-wxd1-9]{8}$/), (table) => {
        expect(compactTable(expandTable(table))).toBe(table);
      }),
    );
  });
});

describe('resolveRule', () => {
  it('takes a table in either form, alone or with limits', () => {
    const limits = {
      min: '1.2.0',
      max: '3.0.0',
      until: { 1: '2027-01-31' },
      deprecated: { 1: '2026-12-01T12:00:00+01:00' },
    };
    expect(resolveRule('xx------')).toEqual({ table: 'xx------' });
    expect(resolveRule({ major: 'refuse' })).toEqual({ table: 'xx------' });
    expect(resolveRule({ table: { major: 'refuse' }, ...limits })).toEqual({ table: 'xx------', ...limits });
  });

  it('takes what is undefined for what is not named, and objects of another realm for objects', () => {
    expect(resolveRule({ major: { older: 'refuse', newer: undefined } as never })).toEqual({
      table: 'x-------',
    });
    expect(
      resolveRule(
        runInNewContext("({ table: { major: 'refuse' }, until: { 1: '2027-01-31' } })") as RuleInput,
      ),
    ).toEqual({
      table: 'xx------',
      until: { 1: '2027-01-31' },
    });
  });

  it('says which names are known where one is not', () => {
    expect(() => resolveRule({ major: { oldr: 'refuse' } } as RuleInput)).toThrow(
      'Not a compatibility rule: "oldr" is none of older, newer.',
    );
  });

  it.each([
    [{ major: 'deny' }, '"deny" is no action.'],
    [null, 'null is no table.'],
    [{ table: 'xx------', min: '1.2' }, '"1.2" is no version.'],
    [{ table: 'xx------', until: { 1: '2027-01-31', 2: 'soon' } }, '"2: soon" is no date of a major.'],
    [{ table: 'xx------', until: 'soon' }, '"soon" is no date of a major.'],
  ])('says of %j what is wrong', (input, message) => {
    expect(() => resolveRule(input as RuleInput)).toThrow(`Not a compatibility rule: ${message}`);
  });

  it.each([
    ['xx-----'],
    ['xx-------'],
    ['xx-----0'],
    ['XX------'],
    [null],
    [7],
    [{ mayor: 'refuse' }],
    [{ major: 'deny' }],
    [{ major: 'toString' }],
    [{ major: 0 }],
    [{ major: 1.5 }],
    [{ major: 10 }],
    [{ major: null }],
    [{ major: false }],
    [{ major: ['refuse'] }],
    [{ major: { oldr: 'refuse' } }],
    [{ major: { older: null } }],
    [{ major: { older: {} } }],
    [{ major: { older: ['refuse'] } }],
    [[]],
    [new Date(0)],
    [new Map([['major', 'refuse']])],
    [{ table: undefined }],
    [{ table: null }],
    [{ table: ['xx------'] }],
    [{ table: 'xx------', mim: '2.0.0' }],
    [{ table: 'xx------', major: 'refuse' }],
    [{ table: 'xx------', min: null }],
    [{ table: 'xx------', until: null }],
    [{ table: 'xx------', until: ['2027-01-31'] }],
    [{ table: 'xx------', until: new Map([[1, '2027-01-31']]) }],
    [{ table: 'xx------', min: '1.2' }],
    [{ table: 'xx------', max: 'latest' }],
    [{ table: 'xx------', until: { 1: '31.01.2027' } }],
    [{ table: 'xx------', until: { 1: '2027-02-30' } }],
    [{ table: 'xx------', until: { 1: '2027-01-31T12:00' } }],
    [{ table: 'xx------', until: { '1.2': '2027-01-31' } }],
  ])('refuses %j', (input) => {
    expect(() => resolveRule(input as RuleInput)).toThrow(expect.objectContaining({ code: 'RULE_SYNTAX' }));
  });
});
