import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Registry } from '../../registry/registry.ts';
import { formatIntegrity } from '../../tarball/integrity.ts';
import { readRelease } from './read-back.ts';

const ours = Buffer.from('ours');
const theirs = Buffer.from('theirs');
const sha1 = `sha1-${hash('sha1', ours, 'base64')}`;

it.each([
  ['its sha512', formatIntegrity(ours), ours, { kind: 'ours' }],
  ['its sha512 and another digest', `${formatIntegrity(ours)} ${sha1}`, ours, { kind: 'ours' }],
  ['its sha1 alone', sha1, ours, { kind: 'ours' }],
  ['other bytes', formatIntegrity(theirs), theirs, { problem: { details: { part: 'metadata' } } }],
  [
    'its sha512, and serves others',
    formatIntegrity(ours),
    theirs,
    { problem: { details: { part: 'tarball' } } },
  ],
])('reads a release that the registry lists with %s', async (_, integrity, served, reading) => {
  const registry: Partial<Registry> = {
    find: async () => ({ kind: 'present', tarball: 'https://r.example/a.tgz', integrity }),
    fetchServed: async () => served,
  };
  const subject = { name: 'a', version: '1.0.0', manifest: {} };
  const expected = { subject, integrity: formatIntegrity(ours) };
  expect(await readRelease(registry as Registry, expected)).toMatchObject(reading);
});
