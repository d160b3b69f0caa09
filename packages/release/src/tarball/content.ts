import { createHash } from 'node:crypto';
import type { FileDigest } from '@verstamp/build';
import { createAround } from '../inspection/around.ts';
import { digestStamped, findStampedFolders, type StampedFolder } from '../inspection/stamps.ts';
import { listBinaries } from './binaries.ts';
import { canonicalManifest } from './canonical-manifest.ts';
import { readPackedManifest } from './packed-manifest.ts';
import type { TarballFile, TarballFiles } from './tarball.ts';

/** One file's content, as it counts in a comparison. */
export interface FileContent {
  readonly path: string;
  readonly executable: boolean;
  /** In bytes, without its stamps. */
  readonly size: number;
  /** `sha256-` and hex digits, of the bytes without their stamps. */
  readonly digest: string;
}

/** What a package brings to its users, without what differs between two packings of it. */
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
  const manifest = readPackedManifest(files);
  const bins = listBinaries(manifest);
  const bytes = new Map([...files.values()].map((file) => [file.path, file.bytes]));
  const around = createAround(findStampedFolders(bytes));
  const contents = [...files.values()]
    .map((file) => {
      const { size, sha256 } = digestFile(file, around(file.path));
      const executable = file.executable || bins.has(file.path);
      return { path: file.path, executable, size, digest: `sha256-${sha256}` };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  // Ledgers remember it: another rule must begin with a line of its own, or what it sees passes for what this one saw.
  const hash = createHash('sha256').update('content 2\n');
  // JSON frames the fields, so that no path can pass for two files.
  for (const content of contents) {
    const { path, executable, size, digest } = content;
    hash.update(`${JSON.stringify([path, executable, size, digest])}\n`);
  }
  return {
    digest: `sha256-${hash.digest('hex')}`,
    files: new Map(contents.map((content) => [content.path, content])),
  };
}

function digestFile(
  { path, kind, bytes }: TarballFile,
  folders: readonly StampedFolder[],
): Pick<FileDigest, 'size' | 'sha256'> {
  if (kind === 'link') return digestStamped('', Buffer.concat([Buffer.from('link\0'), bytes]), []);
  if (path === 'package.json') return digestStamped(path, canonicalManifest(bytes), []);
  return digestStamped(path, bytes, folders);
}
