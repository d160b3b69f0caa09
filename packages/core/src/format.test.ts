import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineFormat } from './format.ts';

const numbered = defineFormat('V{major}.{minor}-{revision:3}');

describe('defineFormat', () => {
  it('reads and writes the notation of its template', () => {
    const version = numbered.parse('V3.2-023');
    expect(version).toEqual({ major: 3, minor: 2, patch: 0, revision: 23, prerelease: '' });
    expect(numbered.format(version)).toBe('V3.2-023');
    expect(defineFormat('{major}.{minor}').format(version)).toBe('3.2');
  });

  it.each([
    ['V3.2-23'],
    ['3.2-023'],
    ['V3.2-0023'],
    ['V03.2-023'],
    ['V3.2-023 '],
    ['V3.2-023\n'],
    ['v3.2-023'],
    [''],
  ])('refuses %j', (text) => {
    const details = { text, template: numbered.template };
    expect(() => numbered.parse(text)).toThrow(expect.objectContaining({ code: 'FORMAT_MISMATCH', details }));
    expect(numbered.safeParse(text)).toBeUndefined();
  });

  it.each([
    ['{minor}', '{major} is missing'],
    ['{major}{minor}', '{minor} stands directly behind another part'],
    ['{major}.{major}', '{major} stands twice'],
    ['{major}.{build}', '{build} is no part of a version'],
    ['{major}.{', 'a brace stands alone'],
    ['{major}0', 'a digit directly behind a part'],
    ['', '{major} is missing'],
  ])('refuses the template %j, since %s', (template, reason) => {
    const details = { template, reason };
    expect(() => defineFormat(template)).toThrow(
      expect.objectContaining({ code: 'FORMAT_TEMPLATE', details }),
    );
  });

  it('refuses to write a part that does not fit, rather than cutting it', () => {
    const base = { major: 3, minor: 2, patch: 0, prerelease: '' };
    for (const revision of [1000, undefined]) {
      const version = revision ? '3.2.0.1000' : '3.2.0';
      const details = { version, template: numbered.template, part: 'revision' };
      expect(() => numbered.format({ ...base, revision })).toThrow(
        expect.objectContaining({ code: 'FORMAT_OVERFLOW', details }),
      );
    }
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.nat(999), (major, minor, revision) => {
        const version = { major, minor, patch: 0, revision, prerelease: '' };
        expect(numbered.parse(numbered.format(version))).toEqual(version);
      }),
    );
  });

  it('takes characters with a meaning in patterns literally', () => {
    const [before, after] = [String.raw`2$(a+)+[^*\?`, String.raw`|.]/-0`];
    expect(defineFormat(`${before}{major}${after}`).parse(`${before}7${after}`).major).toBe(7);
  });

  it('takes for 0 what the template lacks, but the revision, which is then not known', () => {
    const version = { major: 7, minor: 0, patch: 0, revision: undefined, prerelease: '' };
    expect(defineFormat('{major}').parse('7')).toEqual(version);
  });

  it.each([['9007199254740992'], ['9'.repeat(129)], [7], [['7']]])('reads no version from %j', (text) => {
    expect(defineFormat('{major}').safeParse(text)).toBeUndefined();
  });

  it('reads no text of more than 128 characters', () => {
    const [long, longer] = ['v'.repeat(127), 'v'.repeat(128)];
    expect(defineFormat(`${long}{major}`).safeParse(`${long}7`)?.major).toBe(7);
    expect(defineFormat(`${longer}{major}`).safeParse(`${longer}7`)).toBeUndefined();
  });
});
