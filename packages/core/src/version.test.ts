import { describe, expect, it } from 'vitest';
import { parseVersion } from './parse.ts';
import { displayVersion, toSemVer } from './version.ts';

describe('formats', () => {
  it.each([
    ['1.4.3', '1.4.3', '1.4.3'],
    ['1.4.3.417', '1.4.3', '1.4.3+417'],
    ['2.0.0.5-rc.1', '2.0.0-rc.1', '2.0.0-rc.1+5'],
  ])('%s is shown as %s and is %s in SemVer', (text, display, semver) => {
    expect(displayVersion(parseVersion(text))).toBe(display);
    expect(toSemVer(parseVersion(text))).toBe(semver);
  });
});
