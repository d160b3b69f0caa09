import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

/** An entry for {@link packArchive}. */
export interface ArchiveEntry {
  readonly path: string;
  readonly text?: string;
  readonly mode?: number;
  readonly mtime?: number;
  readonly link?: string;
}

/** Packs a tarball by hand, so that a test decides over order, modes, times and compression. */
export function packArchive(entries: readonly ArchiveEntry[], level = 6): Buffer {
  const blocks = entries.flatMap(({ path, text = '', mode = 0o644, mtime = 0, link }) => {
    const bytes = Buffer.from(text);
    const header = new Header({
      path: `package/${path}`,
      mode,
      mtime: new Date(mtime),
      size: link === undefined ? bytes.length : 0,
      type: link === undefined ? 'File' : 'SymbolicLink',
      ...(link === undefined ? {} : { linkpath: link }),
    });
    const block = Buffer.alloc(512);
    header.encode(block);
    const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512);
    return link === undefined ? [block, bytes, padding] : [block];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level });
}
