import { describe, expect, it } from 'vitest';
import { describeOutput } from './describe.ts';
import { stampExtension } from './extension.ts';
import { DIGESTS_FILE, STAMP_FILE } from './record.ts';

const manifest = Buffer.from('{"manifest_version":3,"name":"Shop","version":"0.0.0","action":{}}');
const stampOf = (version: string) => ({
  name: 'shop',
  version,
  time: '2026-11-21T02:00:00Z',
  source: 'file',
});

it('puts four numbers into version, and what people read into version_name', () => {
  expect(JSON.parse(stampExtension(manifest, stampOf('1.4.3.417-rc.1')) ?? '')).toEqual({
    manifest_version: 3,
    name: 'Shop',
    version: '1.4.3.417',
    version_name: '1.4.3-rc.1',
    action: {},
  });
});

it('stamps one of the second kind as well, up to the greatest numbers', () => {
  const second = Buffer.from('{"manifest_version":2,"version":"0.0.0"}');
  const version = '65535.0.0.65535';
  expect(JSON.parse(stampExtension(second, stampOf(version)) ?? '')).toMatchObject({ version });
});

it.each([
  ['1.4.3.65536', 65_536],
  ['65536.0.0.1', 65_536],
])('refuses %s, which browsers do not take', (version, revision) => {
  expect(() => stampExtension(manifest, stampOf(version))).toThrow(
    expect.objectContaining({
      code: 'REVISION_LIMIT',
      details: { source: 'file', revision, limit: 65_535 },
      message: expect.stringContaining('at most 65535') as string,
    }),
  );
});

it.each([
  '{"name":"a web app"}',
  '[]',
  'no JSON',
  '{"manifest_version":3}',
  '{"manifest_version":1,"version":"1.0"}',
])('leaves %s alone', (text) => {
  expect(stampExtension(Buffer.from(text), stampOf('1.4.3.1'))).toBeUndefined();
});

function digest(version: string, source = manifest) {
  const stamp = stampOf(version);
  const bytes = Buffer.from(stampExtension(source, stamp) ?? '');
  const texts = describeOutput({
    stamp,
    document: false,
    digests: true,
    paths: ['manifest.json'],
    read: (_, use) => use(bytes),
  });
  expect(texts[STAMP_FILE]).toContain('"kind":"extension"');
  return texts[DIGESTS_FILE];
}

describe('the digest of a manifest', () => {
  it('is the same for every revision, and no other version or content', () => {
    expect(digest('1.4.3.10')).toBe(digest('1.4.3.9'));
    expect(digest('1.4.4.9')).not.toBe(digest('1.4.3.9'));
    const other = Buffer.from(manifest.toString().replace('Shop', 'Cart'));
    expect(digest('1.4.3.9', other)).not.toBe(digest('1.4.3.9'));
  });
});
