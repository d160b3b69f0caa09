import { describe, expect, it } from 'vitest';
import type { RecordedRelease } from '../../ledger/records.ts';
import { formatIntegrity } from '../../tarball/integrity.ts';
import type { RegistryAnswer } from './ask-registry.ts';
import { compareWithRecord } from './compare-with-record.ts';
import type { Fact } from './fact.ts';

const pkg = { name: 'a', version: '1.0.0', folder: '/w/a', manifest: {}, dependencies: [] };
const answer: RegistryAnswer = {
  kind: 'present',
  tarball: 'https://r.example/a.tgz',
  integrity: 'sha512-x',
};
const same: Fact = { kind: 'published', comparison: { kind: 'same', digest: 'sha256-a' } };
const bytes: Fact = { kind: 'published', comparison: { kind: 'bytes', integrity: 'sha512-x' } };
const other: Fact = {
  kind: 'published',
  comparison: { kind: 'different', published: 'sha256-a', local: 'sha256-b', files: [] },
};
const record = { name: 'a', version: '1.0.0', digest: 'sha256-a', time: '2026-11-21T02:00:00Z' };
const tagged = { ...record, digest: 'tag-only' };
const [here, elsewhere] = ['https://r.example/', 'https://s.example/'];
const free: Fact = { kind: 'free', digest: 'sha256-a' };
const swapped = { ...record, digest: 'sha256-0' };

describe('compareWithRecord', () => {
  it.each<[string, Fact, RecordedRelease | undefined, string]>([
    ['free and not on record', { kind: 'free' }, undefined, 'free'],
    ['free, but on record', { kind: 'free' }, record, 'removed'],
    ['free, but on record of here', { kind: 'free' }, { ...record, registry: here }, 'removed'],
    ['free, and on record of elsewhere', free, { ...record, registry: elsewhere }, 'free'],
    ['free, and another on record of elsewhere', free, { ...swapped, registry: elsewhere }, 'recorded'],
    ['free, and tagged only', free, tagged, 'recorded'],
    ['published, and was tagged only before', same, tagged, 'published'],
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
  ])('of what is %s', (_, fact, release, kind) => {
    expect(compareWithRecord({ pkg, answer, record: release, fact }, here).kind).toBe(kind);
  });

  it('knows the recorded bytes where a registry names a weaker digest as well', () => {
    const integrity = formatIntegrity(Buffer.from('a'));
    const named = { ...answer, integrity: `${integrity} sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=` };
    const release = { ...swapped, integrity };
    expect(compareWithRecord({ pkg, answer: named, record: release, fact: same }, here)).toEqual(same);
  });

  it.each<[Fact, object]>([
    [free, { kind: 'recorded', recorded: 'sha256-0', local: 'sha256-a' }],
    [same, { kind: 'replaced', recorded: 'sha256-0', published: 'sha256-a' }],
    [bytes, { kind: 'replaced', recorded: 'sha256-0', published: 'sha512-x' }],
  ])('says of %j what is on record, and what is not that', (fact, expected) => {
    const release = { ...swapped, registry: elsewhere };
    expect(compareWithRecord({ pkg, answer, record: release, fact }, here)).toEqual(expected);
  });
});
