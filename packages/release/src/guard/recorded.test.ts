import { describe, expect, it } from 'vitest';
import type { Release } from '@verstamp/build/revision';
import type { RegistryAnswers } from './ask-registry.ts';
import type { Fact } from './fact.ts';
import { compareWithRecords } from './recorded.ts';

const pkg = { name: 'a', version: '1.0.0' };
const same: Fact = { kind: 'published', comparison: { kind: 'same', digest: 'sha256-a' } };
const bytes: Fact = { kind: 'published', comparison: { kind: 'bytes', integrity: 'sha512-x' } };
const other: Fact = {
  kind: 'published',
  comparison: { kind: 'different', published: 'sha256-a', local: 'sha256-b', files: [] },
};
const record = { ...pkg, digest: 'sha256-a', time: '2026-11-21T02:00:00Z' };
const swapped = { ...record, digest: 'sha256-0' };

describe('compareWithRecords', () => {
  it.each<[string, Fact, Release | undefined, string]>([
    ['free and not on record', { kind: 'free' }, undefined, 'free'],
    ['free, but on record', { kind: 'free' }, record, 'removed'],
    ['removed and on record', { kind: 'removed' }, record, 'removed'],
    ['published as recorded', same, record, 'published'],
    ['published as recorded, while the tree moved on', other, record, 'published'],
    ['published with another content', same, swapped, 'replaced'],
    ['published with another content, while the tree moved on', other, swapped, 'replaced'],
    ['published with the recorded bytes', same, { ...swapped, integrity: 'sha512-x' }, 'published'],
    ['packed anew with the same content', same, { ...record, integrity: 'sha512-y' }, 'published'],
    ['replaced in bytes and content', same, { ...swapped, integrity: 'sha512-y' }, 'replaced'],
    ['the recorded bytes', bytes, { ...record, integrity: 'sha512-x' }, 'published'],
    ['bytes that nobody looked into, and others are on record', bytes, record, 'replaced'],
    ['on record under another version', { kind: 'free' }, { ...record, version: '0.9.0' }, 'free'],
  ])('of what is %s', (_, fact, release, kind) => {
    const answers: RegistryAnswers = new Map([
      ['a', { kind: 'present', tarball: 'https://r.example/a.tgz', integrity: 'sha512-x' }],
    ]);
    const records = new Map(release ? [[`${release.name}@${release.version}`, release]] : []);
    const facts = compareWithRecords(new Map([['a', fact]]), { packages: [pkg], answers, records });
    expect(facts.get('a')?.kind).toBe(kind);
  });
});
