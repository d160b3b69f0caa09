import { readPackedManifest } from '../tarball/packed-manifest.ts';
import type { TarballFiles } from '../tarball/tarball.ts';

/** In UTF-16 code units. */
const MAX_README = 64 * 1024;

/**
 * Returns what a registry lists of a packed package: its package.json, its readme and the commit that it is made from.
 *
 * A field `tag` is left out: npm's own code would take it for the dist-tag, before the one that was guarded.
 */
export function describePackage(files: TarballFiles, commit: string | undefined): object {
  const { tag: _tag, ...manifest } = readPackedManifest(files) ?? {};
  return { ...manifest, ...describeReadme(files), gitHead: commit };
}

function describeReadme(files: TarballFiles): object {
  const names = [...files.keys()].filter((path) => /^readme(\.(md|markdown|txt))?$/i.test(path));
  const name = names.find((path) => /\.md$/i.test(path)) ?? names[0];
  if (name === undefined) return {};
  const readme = files.get(name)?.bytes.toString('utf8');
  return { readmeFilename: name, readme: readme?.slice(0, MAX_README) };
}
