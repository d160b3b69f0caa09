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
    expect(() => numbered.parse(text)).toThrow(expect.objectContaining({ code: 'FORMAT_MISMATCH' }));
    expect(numbered.safeParse(text)).toBeUndefined();
  });

  it.each([
    ['{minor}'],
    ['{major}{minor}'],
    ['{major}.{major}'],
    ['{major}.{build}'],
    ['{major}.{'],
    ['{major}0'],
    [''],
  ])('refuses the template %j', (template) => {
    expect(() => defineFormat(template)).toThrow(expect.objectContaining({ code: 'FORMAT_TEMPLATE' }));
  });

  it('refuses to write a part that does not fit, rather than cutting it', () => {
    const base = { major: 3, minor: 2, patch: 0, prerelease: '' };
    for (const revision of [1000, undefined]) {
      expect(() => numbered.format({ ...base, revision })).toThrow(
        expect.objectContaining({ code: 'FORMAT_OVERFLOW' }),
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
    expect(defineFormat('(a+)+[{major}|.').parse('(a+)+[7|.').major).toBe(7);
  });
});
