import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import versions from '../conformance/versions.json' with { type: 'json' };
import { parseVersion, safeParseVersion } from './parse.ts';
import { anyVersionText, version } from './version.arbitrary.ts';
import { formatVersion } from './version.ts';

describe('parseVersion', () => {
  it.each(versions.valid)('reads $text', ({ text, revision, ...parts }) => {
    expect(parseVersion(text)).toEqual({ ...parts, revision: revision ?? undefined });
  });

  it.each(versions.invalid.map((value) => [value]))('refuses %j', (value) => {
    expect(safeParseVersion(value)).toMatchObject({ kind: 'problem', problem: { code: 'VERSION_SYNTAX' } });
    expect(() => parseVersion(value as string)).toThrow(/Expected major\.minor\.patch/);
  });

  it('refuses a text over 128 characters unread', () => {
    expect(safeParseVersion(`1.2.3-${'a'.repeat(122)}`).kind).toBe('version');
    expect(safeParseVersion(`1.2.3-${'a'.repeat(123)}`).kind).toBe('problem');
    expect(safeParseVersion('1'.repeat(1_000_000)).kind).toBe('problem');
  });

  it('refuses hostile objects without calling into them', () => {
    const hostile = new Proxy({}, { get: () => expect.unreachable('was called') });
    for (const value of [hostile, Symbol('1.2.3'), 10n, () => '1.2.3', new String('1.2.3')]) {
      expect(safeParseVersion(value).kind).toBe('problem');
    }
  });

  it('never echoes control characters or more than a line of what came', () => {
    const result = safeParseVersion(`\u202e\n<script>${'x'.repeat(500)}`);
    if (result.kind !== 'problem') throw result;
    expect(result.problem.message).not.toMatch(/[\n\u202e]/);
    expect(result.problem.message.length).toBeLessThan(400);
  });

  it('reads back whatever formatVersion writes', () => {
    fc.assert(
      fc.property(version, (value) => {
        expect(parseVersion(formatVersion(value))).toEqual(value);
      }),
    );
  });

  it('writes back whatever it reads', () => {
    fc.assert(
      fc.property(anyVersionText, (text) => {
        const result = safeParseVersion(text);
        if (result.kind === 'version') expect(formatVersion(result.version)).toBe(text);
      }),
    );
  });

  it('throws for no input whatever when safe', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withBigInt: true }),
        (value) => void safeParseVersion(value),
      ),
    );
  });
});
