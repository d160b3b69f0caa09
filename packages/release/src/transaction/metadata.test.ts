import { expect, it } from 'vitest';
import type { TarballFiles } from '../tarball/tarball.ts';
import { describePackage } from './metadata.ts';

function pack(texts: Readonly<Record<string, string>>): TarballFiles {
  return new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      { path, kind: 'file', executable: false, bytes: Buffer.from(text) },
    ]),
  );
}

const MANIFEST = '{"name":"shop","version":"1.0.0","tag":"next"}';

it.each([
  ['nothing else', {}, {}],
  ['a readme', { 'README.md': 'Shop' }, { readmeFilename: 'README.md', readme: 'Shop' }],
  ['two', { 'readme.txt': 'a', 'Readme.md': 'b' }, { readmeFilename: 'Readme.md', readme: 'b' }],
  ['one of a folder', { 'docs/README.md': 'a' }, {}],
  ['a long one', { README: 'x'.repeat(70_000) }, { readmeFilename: 'README', readme: 'x'.repeat(65_536) }],
])('lists package.json without a tag of its own, the commit and a readme: %s', (_, files, readme) => {
  expect(describePackage(pack({ 'package.json': MANIFEST, ...files }), 'abc')).toEqual({
    name: 'shop',
    version: '1.0.0',
    gitHead: 'abc',
    ...readme,
  });
});
