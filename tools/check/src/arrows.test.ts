import { describe, expect, it } from 'vitest';
import { findFolderCycle } from './folders.ts';
import { readPackages, readSources, type Package } from './workspace.ts';

/** Which packages a package may import: the arrows of the contract (§1), which point down only. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  '@verstamp/core': [],
  '@verstamp/build': ['@verstamp/core'],
  '@verstamp/client': ['@verstamp/core'],
  '@verstamp/server': ['@verstamp/core'],
  '@verstamp/release': ['@verstamp/core', '@verstamp/build'],
  verstamp: [
    '@verstamp/core',
    '@verstamp/build',
    '@verstamp/release',
    '@verstamp/client',
    '@verstamp/server',
  ],
};

/** Packages that run inside their users' programs and bring nothing else along. */
const runtime = new Set(['@verstamp/core', '@verstamp/build', '@verstamp/client', '@verstamp/server']);

const packages = readPackages();
const isRuntime = ({ manifest }: Package) => runtime.has(manifest.name);
const ours = (name: string) => name === 'verstamp' || name.startsWith('@verstamp/');

it('knows every package', () => {
  expect(packages.map(({ manifest }) => manifest.name).toSorted()).toEqual(Object.keys(arrows).toSorted());
});

describe.each(packages)('$manifest.name', ({ folder, manifest }) => {
  const allowed = arrows[manifest.name] ?? [];
  it('depends only on packages below it', () => {
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies ?? {}).filter(ours)));
  });

  it('imports only what it declares', () => {
    const imported = readSources(folder).flatMap(({ text }) =>
      [...text.matchAll(/(?:from|import)\s*\(?\s*'((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/g)].map(
        ([, name = '']) => name,
      ),
    );
    const foreign = [...new Set(imported.filter((name) => ours(name) && name !== manifest.name))];
    expect(allowed).toEqual(expect.arrayContaining(foreign));
    expect(Object.keys(manifest.dependencies ?? {})).toEqual(expect.arrayContaining(foreign));
  });

  it('has folders that import each other in one direction only', () => {
    expect(findFolderCycle(readSources(folder))).toBeUndefined();
  });

  it('has optional peers only', () => {
    const peers = Object.keys(manifest.peerDependencies ?? {});
    expect(peers.filter((name) => !manifest.peerDependenciesMeta?.[name]?.optional)).toEqual([]);
  });

  it('is an ES module without side effects that names its entry points', () => {
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false, exports: expect.anything() });
    expect(manifest['engines']).toEqual({ node: '>=22' });
  });
});

it.each(packages.filter(isRuntime))('$manifest.name brings no dependency into a program', ({ manifest }) => {
  expect(Object.keys(manifest.dependencies ?? {}).filter((name) => !ours(name))).toEqual([]);
});
