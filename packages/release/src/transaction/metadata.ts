import type { TarballFiles } from '../tarball/tarball.ts';
import { parseManifest } from '../workspace/manifest.ts';

/** In UTF-16 code units. */
const MAX_README = 64 * 1024;

/**
 * Writes what a registry lists of a packed package: its package.json, its readme and the commit that it is made from.
 *
 * A field `tag` is left out: npm's own code would take it for the dist-tag, before the one that was guarded.
 */
export function describePackage(files: TarballFiles, commit: string | undefined): object {
  const { tag: _tag, ...manifest } = parseManifest(read(files, 'package.json')) ?? {};
  return { ...manifest, ...describeReadme(files), gitHead: commit };
}

function describeReadme(files: TarballFiles): object {
  const names = [...files.keys()].filter((path) => /^readme(\.(md|markdown|txt))?$/i.test(path));
  const name = names.find((path) => /\.md$/i.test(path)) ?? names[0];
  if (name === undefined) return {};
  return { readmeFilename: name, readme: read(files, name).toString('utf8').slice(0, MAX_README) };
}

function read(files: TarballFiles, path: string): Buffer {
  return files.get(path)?.bytes ?? Buffer.alloc(0);
}
