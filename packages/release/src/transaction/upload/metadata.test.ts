import type { VerstampError } from '@verstamp/core';
import { expect, it } from 'vitest';
import { packArchive } from '@verstamp/testing/archive';
import { describePackage, type Metadata } from './metadata.ts';

const MANIFEST = { name: 'shop', version: '1.0.0', tag: 'next' };

async function describe(
  fields: object,
  files: Readonly<Record<string, string>> = {},
): Promise<Metadata | VerstampError> {
  const texts = { 'package.json': JSON.stringify({ ...MANIFEST, ...fields }), ...files };
  const packed = packArchive(Object.entries(texts).map(([path, text]) => ({ path, text, mode: 0 })));
  const { name, version } = MANIFEST;
  return describePackage(packed, { name, version, commit: 'abc', say: expect.unreachable });
}

it.each<[string, object, Readonly<Record<string, string>>, Metadata]>([
  ['the commit', {}, {}, { name: 'shop', version: '1.0.0', gitHead: 'abc' }],
  ['the commands of a folder', { directories: { bin: './bin' } }, { 'bin/a': '' }, { bin: { a: 'bin/a' } }],
  ['a command by its name', { bin: './a.js' }, {}, { bin: { shop: 'a.js' } }],
  ['the pages of a folder', { directories: { man: 'man' } }, { 'man/a.1': '' }, { man: ['man/a.1'] }],
  [
    'where it comes from',
    { repository: 'github:o/r' },
    {},
    {
      repository: { type: 'git', url: 'git+https://github.com/o/r.git' },
      bugs: { url: 'https://github.com/o/r/issues' },
      homepage: 'https://github.com/o/r#readme',
    },
  ],
  ['its author', { author: 'A <a@b.c>' }, {}, { author: { name: 'A', email: 'a@b.c' } }],
  [
    'what it compiles',
    {},
    { 'binding.gyp': '' },
    { gypfile: true, scripts: { install: 'node-gyp rebuild' } },
  ],
  ['its types', { main: 'a.js' }, { 'a.d.ts': '' }, { types: './a.d.ts' }],
  ['its readme', {}, { 'README.md': 'Shop' }, { readmeFilename: 'README.md', readme: 'Shop' }],
  ['no readme of a folder', {}, { 'docs/README.md': 'a' }, { readme: 'ERROR: No README data found!' }],
])('lists %s', async (_, fields, files, listed) => {
  const metadata = await describe(fields, files);
  expect(metadata).toMatchObject(listed);
  expect(metadata).not.toHaveProperty('tag');
});

it('says what npm would not publish', async () => {
  expect(await describe({ main: {} })).toMatchObject({
    code: 'PUBLISH_IMPOSSIBLE',
    details: { reason: expect.stringContaining('The \\"main\\"') },
  });
});
