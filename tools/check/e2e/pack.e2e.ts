import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, describe, expect, it } from 'vitest';
import { readPackages, type Package } from '../src/workspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The most that a package may take on a disk, in bytes, where its users were promised something. */
const LIMITS: Readonly<Record<string, number>> = { '@verstamp/build': 140_700 };

/** Problems that only concern consumers which cannot load ES modules at all. */
const ESM_ONLY = new Set(['CJSResolvesToESM', 'NoResolution']);

describe.each(readPackages())('$manifest.name', (item) => {
  const tarball = pack(item);

  it('is found clean by publint', async () => {
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: tarball.buffer } });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
  });

  it('has types that resolve for every way of importing it as an ES module', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    if (analysis.types === false) return expect.unreachable('the tarball has no types');
    const found = analysis.problems.filter(
      (problem) =>
        !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)) &&
        !ESM_ONLY.has(problem.kind),
    );
    expect(found).toEqual([]);
  });

  it('holds nothing of the workspace', () => {
    const contents = createPackageFromTarballData(tarball);
    const manifest = contents.readFile(`/node_modules/${item.manifest.name}/package.json`);
    expect(manifest).not.toMatch(/workspace:|catalog:|@verstamp\/source/);
    expect(contents.listFiles().filter((file) => /\.test\.|\.e2e\.|\.arbitrary\./.test(file))).toEqual([]);
  });

  it('is no larger than it may be', () => {
    const contents = createPackageFromTarballData(tarball);
    const sizes = contents.listFiles().map((file) => Buffer.byteLength(contents.readFile(file)));
    const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
    expect(size).toBeLessThanOrEqual(LIMITS[item.manifest.name] ?? Infinity);
  });
});

function pack({ folder: cwd, manifest }: Package): Uint8Array<ArrayBuffer> {
  const destination = join(folder, manifest.name.replace('/', '-'));
  const npx = ['--yes', '--prefer-offline', 'pnpm@12.21.0'];
  execFileSync('npx', [...npx, 'pack', '--pack-destination', destination], { cwd, stdio: 'pipe' });
  const [file = ''] = readdirSync(destination);
  return new Uint8Array(readFileSync(join(destination, file)));
}
