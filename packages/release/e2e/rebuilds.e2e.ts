import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, type BuildOptions } from 'vite';
import { verstamp } from '@verstamp/build/vite';
import { isFull } from '@verstamp/testing/size';
import { compareContents, digestContent, readTarball, type PackageContent } from '../src/index.ts';
import { packArchive } from '@verstamp/testing/archive';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const REBUILDS = isFull ? 100 : 10;

const FILES = {
  'package.json': JSON.stringify({ name: 'shop-web', version: '1.4.3', type: 'module', files: ['dist'] }),
  'index.html': '<head></head><script type="module" src="/main.js"></script>',
  'main.js': [
    'import { version } from "virtual:verstamp"; console.log(version); import("./lazy.js");',
    'new Worker(new URL("./worker.js", import.meta.url), { type: "module" });',
  ].join('\n'),
  'lazy.js': 'export const lazy = 1;',
  'worker.js': 'import { version } from "virtual:verstamp"; postMessage(version);',
  'library.js': 'import { version } from "virtual:verstamp"; export { version };',
};

const OUTPUTS: readonly (readonly [title: string, options: BuildOptions])[] = [
  ['a site with a worker', { sourcemap: true }],
  ['a library', { sourcemap: true, lib: { entry: 'library.js', formats: ['es', 'cjs'] } }],
];

let root: string;

beforeAll(async () => {
  root = makeFolder();
  for (const [path, text] of Object.entries(FILES)) await writeFile(join(root, path), text);
});

/** Builds anew, and packs it as if another machine had: other times, modes, order and compression. */
async function rebuild(options: BuildOptions, number: number): Promise<PackageContent> {
  const outDir = join(root, 'dist');
  await rm(outDir, { recursive: true, force: true });
  await mkdir(dirname(outDir), { recursive: true });
  const revision = 1 + number * 7919;
  const plugins = [verstamp({ revision })];
  await build({ root, configFile: false, logLevel: 'silent', build: { ...options, outDir }, plugins });
  const found = await readdir(outDir, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const entries = await Promise.all(
    [join(root, 'package.json'), ...paths].map(async (path) => ({
      path: relative(root, path),
      text: await readFile(path, 'utf8'),
      mode: number % 2 ? 0o644 : 0o600,
      mtime: number * 1e9,
    })),
  );
  const archive = packArchive(number % 3 ? entries : entries.toReversed(), 1 + (number % 9));
  expect(entries.some(({ text }) => text.includes(`1.4.3.${revision}`))).toBe(true);
  return digestContent(await readTarball(archive, 'shop-web.tgz'));
}

describe.each(OUTPUTS)('%s', (_, options) => {
  it(`has one content over ${REBUILDS} rebuilds that differ in their revision`, async () => {
    const first = await rebuild(options, 0);
    for (let number = 1; number < REBUILDS; number++) {
      expect(compareContents(first, await rebuild(options, number)).kind).toBe('same');
    }
  }, 120_000);
});
