import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { packArchive, type ArchiveEntry } from '@verstamp/testing/archive';
import { compareContents } from './comparison.ts';
import { digestContent, type PackageContent } from './content.ts';
import { readTarball } from './tarball.ts';

const content = async (entries: readonly ArchiveEntry[], level?: number): Promise<PackageContent> =>
  digestContent(await readTarball(packArchive(entries, level), 'a.tgz'));

const manifest = (fields: object = {}): ArchiveEntry => ({
  path: 'package.json',
  text: JSON.stringify({ name: 'shop', version: '1.4.3', ...fields }),
});

const deep = { path: 'package.json', text: `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}` };

const source = { path: 'index.js', text: 'export const a = 1;\n' };

describe('digestContent', () => {
  let base: PackageContent;

  beforeAll(async () => {
    base = await content([manifest(), source]);
  });

  it.each<[string, readonly ArchiveEntry[]]>([
    ['the order of entries', [source, manifest()]],
    ['times', [manifest(), { ...source, mtime: 1e12 }]],
    ['permissions other than the executable bit', [manifest(), { ...source, mode: 0o600 }]],
    [
      'the order of keys in package.json',
      [{ path: 'package.json', text: '{"version":"1.4.3",\n"name":"shop"}' }, source],
    ],
    ['devDependencies', [manifest({ devDependencies: { a: '1' } }), source]],
    ['packageManager', [manifest({ packageManager: 'npm@11' }), source]],
    ['publishConfig', [manifest({ publishConfig: { access: 'public' } }), source]],
    ['gitHead', [manifest({ gitHead: 'abc' }), source]],
    ['settings of pnpm', [manifest({ pnpm: { overrides: { a: '1' } } }), source]],
    ['scripts that no installation runs', [manifest({ scripts: { test: 'x', prepack: 'y' } }), source]],
  ])('does not depend on %s', async (_, entries) => {
    expect(await content(entries)).toEqual(base);
  });

  it.each<[string, string, readonly ArchiveEntry[]]>([
    ['a byte', 'index.js', [manifest(), { ...source, text: 'export const a = 2;\n' }]],
    ['the executable bit', 'index.js', [manifest(), { ...source, mode: 0o755 }]],
    ['a new file', 'b.js', [manifest(), source, { path: 'b.js' }]],
    ['a file gone', 'index.js', [manifest()]],
    ['a link in place of a file', 'index.js', [manifest(), { path: 'index.js', link: source.text }]],
    ['a dependency', 'package.json', [manifest({ dependencies: { a: '1' } }), source]],
    ...['preinstall', 'install', 'postinstall'].map((name): [string, string, readonly ArchiveEntry[]] => [
      `the script ${name}`,
      'package.json',
      [manifest({ scripts: { [name]: 'x' } }), source],
    ]),
    // What `module-alias` goes by when it runs.
    ['a field of somebody else', 'package.json', [manifest({ _moduleAliases: { a: './b.js' } }), source]],
    ['a path that is another one on Windows alone', 'a\\b.js', [manifest(), source, { path: 'a\\b.js' }]],
    ['unreadable package.json', 'package.json', [{ path: 'package.json', text: '{' }, source]],
    ['package.json that is nested too deeply to be written', 'package.json', [deep, source]],
  ])('names the file that %s changes', async (_, path, entries) => {
    const comparison = compareContents(base, await content(entries));
    expect(comparison).toMatchObject({ kind: 'different', files: [{ path }] });
  });

  it.each(['exports', 'imports', 'typesVersions'])(
    'tells another order of conditions in %s apart, since the first match wins',
    async (field) => {
      const one = await content([manifest({ [field]: { import: './a', default: './b' } })]);
      const other = await content([manifest({ [field]: { default: './b', import: './a' } })]);
      expect(compareContents(one, other).kind).toBe('different');
    },
  );

  it('takes a file of bin for executable, as installers do', async () => {
    const bin = manifest({ bin: { shop: './cli.js' } });
    expect(await content([bin, { path: 'cli.js', mode: 0o644 }])).toEqual(
      await content([bin, { path: 'cli.js', mode: 0o755 }]),
    );
  });

  it('depends on nothing but paths, executable bits and bytes', async () => {
    const entry = fc.record({
      path: fc.stringMatching(/^[a-z]{1,8}\.js$/),
      text: fc.string(),
      mode: fc.constantFrom(0o644, 0o755),
    });
    const entries = fc.uniqueArray(entry, { selector: ({ path }) => path, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(entries, fc.integer({ min: 1, max: 9 }), fc.nat(1e9), async (list, level, mtime) => {
        const other = [manifest(), ...list].map((one) => Object.assign({}, one, { mtime })).toReversed();
        expect(await content(other, level)).toEqual(await content([manifest(), ...list]));
      }),
      { numRuns: 50 },
    );
  });
});
