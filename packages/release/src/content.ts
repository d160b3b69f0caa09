import { createHash } from 'node:crypto';
import { binaries, canonicalManifest, parseManifest } from './manifest.ts';
import { blankStamps, readStampLists, type StampList } from './stamps.ts';
import type { TarballFile, TarballFiles } from './tarball.ts';

/** One file's content, as it counts in a comparison. */
export interface FileContent {
  readonly path: string;
  readonly executable: boolean;
  /** `sha256-` and hex digits, of the bytes with their stamps blanked. */
  readonly digest: string;
}

/** What a package puts into its user's hands, without what differs between two packings of it. */
export interface PackageContent {
  /** `sha256-` and hex digits over every file's path, executable bit and digest. */
  readonly digest: string;
  /** By path, sorted. */
  readonly files: ReadonlyMap<string, FileContent>;
}

/**
 * Computes the content of a package, a function of its tarball's bytes alone: equal across
 * package managers, modes, times, compression, and rebuilds that differ only in their stamp.
 */
export function digestContent(files: TarballFiles): PackageContent {
  const manifest = parseManifest(files.get('package.json')?.bytes ?? Buffer.alloc(0));
  const bins = binaries(manifest);
  const lists = readStampLists(files, manifest?.['name']);
  const contents = [...files.values()]
    // It lists where stamps stand, which differs with every revision.
    .filter(({ path }) => !lists.some((list) => list.path === path))
    .map((file) => ({
      path: file.path,
      executable: file.executable || bins.has(file.path),
      digest: digestFile(file, lists),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const hash = createHash('sha256');
  // JSON frames the fields, so that no path can pass for two files.
  for (const content of contents) {
    hash.update(`${JSON.stringify([content.path, content.executable, content.digest])}\n`);
  }
  return {
    digest: `sha256-${hash.digest('hex')}`,
    files: new Map(contents.map((content) => [content.path, content])),
  };
}

function digestFile({ path, kind, bytes }: TarballFile, lists: readonly StampList[]): string {
  if (kind === 'link') return sha256(Buffer.concat([Buffer.from('link\0'), bytes]));
  if (path === 'package.json') return sha256(canonicalManifest(bytes));
  return sha256(blankStamps(path, bytes, lists));
}

function sha256(bytes: Uint8Array): string {
  return `sha256-${createHash('sha256').update(bytes).digest('hex')}`;
}
