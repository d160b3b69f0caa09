import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPackFolder, readPublishConfig } from './publish-config.ts';

describe('readPublishConfig', () => {
  it.each([
    [{ access: 'public', provenance: true, tag: 'next' }, 'public', true, 'next'],
    [{ access: 'restricted', provenance: false }, 'restricted', false, undefined],
    [{ access: 'everybody', provenance: 'true', tag: '' }, undefined, undefined, undefined],
    [{ access: null, tag: 7 }, undefined, undefined, undefined],
    [['public'], undefined, undefined, undefined],
    ['public', undefined, undefined, undefined],
    [null, undefined, undefined, undefined],
    [undefined, undefined, undefined, undefined],
  ])('takes of %j what can be used', (publishConfig, access, provenance, tag) => {
    const read = readPublishConfig({ manifest: { publishConfig } });
    expect([read.access, read.provenance, read.text('tag')]).toEqual([access, provenance, tag]);
  });
});

describe('findPackFolder', () => {
  it.each([
    [{ directory: 'dist' }, 'dist'],
    [{ directory: '' }, ''],
    [{ directory: 7 }, ''],
    [undefined, ''],
  ])('of %j is %j in the folder', (publishConfig, directory) => {
    expect(findPackFolder({ folder: 'packages/a', manifest: { publishConfig } })).toBe(
      join('packages/a', directory),
    );
  });
});
