import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCompatibility, decide } from './decision.ts';
import { explain } from './message.ts';
import { resolveRule } from './rule.ts';
import { withinMinors } from './rules.ts';
import { verdict } from './verdict.ts';
import { version } from './version.arbitrary.ts';
import { displayVersion, formatVersion } from './version.ts';

describe('checkCompatibility', () => {
  const limited = { table: 'xx------', min: '1.2.0', max: '2.1.0' };

  it.each([
    ['1.1.9', '1.5.0', 'refuse', 'client'],
    ['1.2.0-rc.1', '1.5.0', 'refuse', 'client'],
    ['1.2.0', '1.5.0', 'allow', undefined],
    ['2.1.0.900', '2.0.0', 'allow', undefined],
    ['2.1.1', '2.0.0', 'refuse', 'server'],
    ['2.1.1', '2.5.0', 'refuse', 'client'],
    // Ahead of a server that serves only what is newer, or of one that was withdrawn.
    ['1.1.9', '1.1.0', 'refuse', 'client'],
    ['2.1.1.9', '2.1.1.7', 'refuse', 'client'],
  ])('%s against %s between min and max: %s', (client, server, expected, move) => {
    expect(checkCompatibility(client, server, limited)).toMatchObject({ verdict: expected, move });
  });

  it('lets min decide before an end date', () => {
    const rule = { table: 'xx------', min: '2.0.0', until: { 1: '2999-01-01' } };
    expect(checkCompatibility('1.9.0', '2.0.0', rule)).toMatchObject({ verdict: 'refuse', until: undefined });
  });

  it('grants an end date to older majors only', () => {
    const rule = { table: 'xx------', until: { 3: '2999-01-01' } };
    expect(checkCompatibility('3.0.0', '2.0.0', rule).verdict).toBe('refuse');
  });

  it('judges no end date before the beginning of time', () => {
    const rule = { table: 'xx------', until: { 1: '1999-01-01' } };
    expect(checkCompatibility('1.0.0', '2.0.0', rule, { now: Number.NEGATIVE_INFINITY }).verdict).toBe(
      'warn',
    );
    expect(checkCompatibility('1.0.0', '2.0.0', rule).message).toContain('can no longer be used');
  });

  it.each([
    ['1.2.0', '1.5.0', 'allow'],
    ['1.1.0', '1.5.0', 'refuse'],
    ['1.6.0', '1.5.0', 'refuse'],
    ['2.5.0', '1.5.0', 'refuse'],
  ])('counts the distance in minors: %s against %s is %s', (client, server, expected) => {
    expect(verdict(client, server, withinMinors(3, 0))).toBe(expected);
  });

  it('calls nothing unreadable incompatible', () => {
    fc.assert(
      fc.property(fc.anything(), (junk) => {
        expect(verdict(junk, '1.0.0', 'xxxxxxxx')).toBe('unknown');
        expect(checkCompatibility('1.0.0', junk, 'xxxxxxxx')).toMatchObject({
          verdict: 'unknown',
          move: undefined,
        });
      }),
    );
  });

  it.each([['zzzzzzzz'], [''], ['00000000']])('answers unknown under a table it cannot read: %j', (table) => {
    expect(verdict('1.0.0', '2.0.0', table)).toBe('unknown');
  });

  it.each([
    ['a table', { table: 'xx' }],
    ['a lowest version', { table: '--------', min: '1.2' }],
    ['a highest version', { table: '--------', max: 'latest' }],
    ['the end date of this major', { table: '--------', until: { 1: '31.01.2027' } }],
    ['what should be end dates', { table: '--------', until: 'never' as unknown as Record<string, string> }],
  ])('answers unknown under a rule that lacks %s it can read', (_, rule) => {
    const decision = checkCompatibility('1.0.0', '2.0.0', rule);
    expect(decision).toMatchObject({ verdict: 'unknown', move: undefined, difference: undefined });
    expect(decision.message).toBe('Nothing was decided: the rule given could not be read.');
    expect(decide('1.0.0', '2.0.0', rule)).toBeUndefined();
  });

  it.each([
    [
      '2.0.0.7',
      "Client 1.4.3 is not compatible with server 2.0.0: the client's major is older. Update the client.",
    ],
    [
      '1.4.3.9',
      "Client 1.4.3.417 is not compatible with server 1.4.3.9: the client's revision is newer. Update the server.",
    ],
    ['1.4.3.417', 'Client 1.4.3 is compatible with server 1.4.3.'],
    ['1.4.3', 'Client 1.4.3 is compatible with server 1.4.3.'],
    [
      '1.4.3.417-rc.1',
      "Client 1.4.3 is not compatible with server 1.4.3-rc.1: the client's patch is newer. Update the server.",
    ],
    [
      '1.4.3-1.2.3.4',
      "Client 1.4.3 is not compatible with server 1.4.3-1.2.3.4: the client's patch is newer. Update the server.",
    ],
  ])('shows users three parts, unless the revision decides: against %s', (server, message) => {
    expect(checkCompatibility('1.4.3.417', server, 'xxxxxxxx').message).toBe(message);
  });

  it.each([
    [
      '1.5.0',
      'xwxw----',
      "Client 1.5.0 runs against server 1.4.3: the client's minor is newer. Update the server.",
    ],
    [
      '0.9.0',
      { table: 'xx------', until: { 0: '2027-01-31' } },
      "Client 0.9.0 runs against server 1.4.3: the client's major is older. The outdated functionality is served until 2027-01-31: update the client.",
    ],
    [
      '1.5.0',
      'dddddddd',
      "Client 1.5.0 is not compatible with server 1.4.3: the client's minor is newer. The message was discarded.",
    ],
    ['v1', 'xx------', 'Nothing was decided: the client given could not be read.'],
  ])('says of %s what holds under %j', (client, rule, message) => {
    expect(checkCompatibility(client, '1.4.3', rule, { now: 0 }).message).toBe(message);
  });

  it('says that the server could not be read', () => {
    expect(checkCompatibility('1.4.3', 'v1', 'xx------').message).toBe(
      'Nothing was decided: the server given could not be read.',
    );
  });

  it('says that a server is unknown where a refusal names none', () => {
    const difference = undefined;
    const finding = {
      verdict: 'refuse',
      client: '1.4.3',
      server: undefined,
      difference,
      rule: 'xx------',
    } as const;
    expect(explain({ ...finding, move: undefined })).toBe(
      'Client 1.4.3 is not compatible with server unknown.',
    );
    expect(explain({ ...finding, move: 'client', until: '2027-01-31' })).toBe(
      'Client 1.4.3 is not compatible with server unknown. The outdated functionality can no longer be used since 2027-01-31: update the client.',
    );
  });

  it('takes the readable form by way of resolveRule', () => {
    const rule = resolveRule({ major: 'refuse', minor: { newer: 'warn' } });
    expect(checkCompatibility('1.5.0', '1.4.0', rule)).toMatchObject({ verdict: 'warn', move: 'server' });
  });

  it('says the same as verdict under every table without limits', () => {
    fc.assert(
      fc.property(version, version, fc.stringMatching(/^[-wxd1-9]{8}$/), (a, b, table) => {
        const [client, server] = [formatVersion(a), formatVersion(b)];
        const decision = checkCompatibility(client, server, table);
        expect(decision.verdict).toBe(verdict(client, server, table));
        const show = decision.difference?.part === 'revision' ? formatVersion : displayVersion;
        expect(decision.message).toContain(`Client ${show(a)} `);
        expect(decision.message).toContain(` server ${show(b)}`);
      }),
    );
  });
});
