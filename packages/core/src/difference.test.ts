import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffVersions } from './difference.ts';
import { compareVersions } from './precedence.ts';
import { version } from './version.arbitrary.ts';
import { parseVersion } from './version.ts';

describe('diffVersions', () => {
  it.each([
    ['1.4.3', '1.4.3', { part: 'none' }],
    ['1.4.3.9', '1.4.3', { part: 'none' }],
    ['1.4.3', '1.4.3.9', { part: 'none' }],
    ['1.4.3.7', '1.4.3.9', { part: 'revision', client: 'older', distance: 2 }],
    ['3.9.9', '1.0.0', { part: 'major', client: 'newer', distance: 2 }],
    ['1.4.3', '1.6.0', { part: 'minor', client: 'older', distance: 2 }],
    ['1.4.3', '1.4.2', { part: 'patch', client: 'newer', distance: 1 }],
    ['1.4.3-rc.1', '1.4.3', { part: 'patch', client: 'older', distance: 1 }],
    ['1.4.3-rc.10', '1.4.3-rc.2', { part: 'patch', client: 'newer', distance: 1 }],
    ['1.4.3.5-rc.1', '1.4.3.9', { part: 'patch', client: 'older', distance: 1 }],
  ])('%s against %s', (client, server, expected) => {
    expect(diffVersions(parseVersion(client), parseVersion(server))).toEqual(expected);
  });

  it('is mirrored when the sides change places', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const there = diffVersions(a, b);
        const back = diffVersions(b, a);
        expect(back.part).toBe(there.part);
        if (there.part !== 'none' && back.part !== 'none') expect(back.client).not.toBe(there.client);
      }),
    );
  });

  it('agrees with precedence above the revision', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const found = diffVersions(a, b);
        const order = compareVersions(a, b);
        if (found.part === 'none' || found.part === 'revision') expect(order).toBe(0);
        else expect(order).toBe(found.client === 'older' ? -1 : 1);
      }),
    );
  });
});
