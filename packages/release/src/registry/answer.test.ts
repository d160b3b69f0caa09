import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpretDistTags, interpretPackument, interpretVersionDocument } from './answer.ts';

const wanted = { name: '@s/a', version: '1.0.0' };
const dist = { tarball: 'https://r.example/a.tgz', integrity: 'sha512-abc' };
const sound = { ...wanted, dist };
const packument = { name: '@s/a', versions: { '1.0.0': sound } };
const answer = (status: number, body: unknown) => ({
  status,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('interpretVersionDocument', () => {
  it.each([
    [200, sound, 'present'],
    [200, { ...sound, dist: { tarball: dist.tarball, shasum: 'a'.repeat(40) } }, 'present'],
    [200, { ...sound, dist: { tarball: dist.tarball } }, 'unclear'],
    [200, { ...sound, dist: { ...dist, tarball: '/a.tgz' } }, 'unclear'],
    [200, { ...sound, version: '1.0.1' }, 'unclear'],
    [200, { ...sound, name: 'other' }, 'unclear'],
    [200, {}, 'unclear'],
    [200, 'null', 'unclear'],
    [200, '<html>', 'unclear'],
    [200, JSON.stringify(sound).slice(0, 30), 'unclear'],
    [204, '', 'unclear'],
    [302, '', 'unclear'],
    [401, '{}', 'elsewhere'],
    [403, '{}', 'elsewhere'],
    [404, '{}', 'elsewhere'],
    [405, '', 'elsewhere'],
    [409, '', 'elsewhere'],
    [429, '', 'unclear'],
    [500, sound, 'unclear'],
    [503, '', 'unclear'],
  ] as const)('reads status %i with %j as %s', (status, body, kind) => {
    expect(interpretVersionDocument(answer(status, body), wanted).kind).toBe(kind);
  });
});

describe('interpretDistTags', () => {
  const tags = { latest: '1.0.0' };
  it.each([
    [200, { name: '@s/a', 'dist-tags': tags }, tags],
    [200, { name: '@s/a', 'dist-tags': {} }, {}],
    [404, '{"error":"not found"}', {}],
    [404, '<html>', 'unclear'],
    [404, '', 'unclear'],
    [200, { name: '@s/a' }, 'unclear'],
    [200, { name: 'other', 'dist-tags': tags }, 'unclear'],
    [503, { name: '@s/a', 'dist-tags': tags }, 'unclear'],
  ] as const)('reads status %i with %j as %j', (status, body, expected) => {
    const read = interpretDistTags(answer(status, body), '@s/a');
    expect('kind' in read ? read.kind : Object.fromEntries(read)).toEqual(expected);
  });
});

describe('interpretPackument', () => {
  it.each([
    [200, packument, 'present'],
    [200, { name: '@s/a', versions: {} }, 'absent'],
    [200, { name: '@s/a', versions: {}, time: { '1.0.0': '2026-01-01T00:00:00Z' } }, 'removed'],
    [200, { name: '@s/a', time: { unpublished: { versions: ['1.0.0'] } } }, 'removed'],
    [200, { name: '@s/a', versions: { '1.0.0': null } }, 'unclear'],
    [200, { name: '@s/a' }, 'unclear'],
    [200, { name: 'other', versions: {} }, 'unclear'],
    [200, '<html>', 'unclear'],
    [200, '{"name":"@s/a","versions":{', 'unclear'],
    [404, '{"error":"not found"}', 'absent'],
    [404, '"not found"', 'absent'],
    [404, '<html>', 'unclear'],
    [404, '', 'unclear'],
    [401, '{}', 'unclear'],
    [403, '{}', 'unclear'],
    [405, '{}', 'unclear'],
    [429, '{}', 'unclear'],
    [500, packument, 'unclear'],
  ] as const)('reads status %i with %j as %s', (status, body, kind) => {
    expect(interpretPackument(answer(status, body), wanted).kind).toBe(kind);
  });

  it('calls a version free only on a sound packument or a JSON "not found"', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, body) => {
        const { kind } = interpretPackument(answer(status, body), wanted);
        if (kind === 'absent') expect([200, 404]).toContain(status);
        if (kind === 'absent' && status === 200) expect(JSON.parse(body)).toMatchObject({ name: '@s/a' });
      }),
    );
  });
});
