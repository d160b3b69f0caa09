import type { ReadEntry } from 'tar';
import { BLOCK, isNullBlock, readPlainHeader } from './header.ts';

/** An entry of an archive, as far as it counts. */
export interface ArchivedEntry {
  readonly path: string;
  readonly mode: number;
  /** `link` for symbolic and hard links, whose bytes are their target. */
  readonly kind: 'file' | 'link';
  readonly bytes: Buffer;
  /** Whether a link is another name of a file, rather than a way to it. */
  readonly isHard?: boolean;
}

const FILES: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile']);
const LINKS: ReadonlySet<string> = new Set(['Link', 'SymbolicLink']);

/** An archive holds more entries than its bound. */
export class TooManyEntries extends Error {}

/** An archive is packed, where it should be unpacked. */
class PackedTwice extends Error {}

/** How gzip and zstd begin. */
const PACKED: readonly Buffer[] = [Buffer.from([0x1f, 0x8b]), Buffer.from([0x28, 0xb5, 0x2f, 0xfd])];

/**
 * Reads the files and links of a tar archive.
 *
 * @throws TooManyEntries; whatever the library says of an archive that is not sound.
 */
export async function readArchive(archive: Buffer, maxEntries: number): Promise<readonly ArchivedEntry[]> {
  return readPlainArchive(archive, maxEntries) ?? parseArchive(archive, maxEntries);
}

/**
 * Reads an archive of nothing but plain files, as nearly all packages are, for a twentieth of what the streams of a
 * parser cost. Returns `undefined` at the first thing that is anything else, and leaves all of it to the parser.
 *
 * @throws TooManyEntries
 */
export function readPlainArchive(archive: Buffer, maxEntries: number): readonly ArchivedEntry[] | undefined {
  const entries: ArchivedEntry[] = [];
  let offset = 0;
  for (;;) {
    const header = readPlainHeader(archive, offset);
    if (!header) break;
    const { path, mode, size } = header;
    offset += BLOCK;
    if (offset + size > archive.length) return undefined;
    if (entries.length === maxEntries) throw new TooManyEntries();
    entries.push({ path, mode, kind: 'file', bytes: archive.subarray(offset, offset + size) });
    offset += Math.ceil(size / BLOCK) * BLOCK;
  }
  // Two empty blocks end it, and whatever follows.
  return isNullBlock(archive, offset) && isNullBlock(archive, offset + BLOCK) ? entries : undefined;
}

/**
 * Reads any archive, with the parser that npm installs with.
 *
 * @throws TooManyEntries; whatever the parser says.
 */
export async function parseArchive(archive: Buffer, maxEntries: number): Promise<readonly ArchivedEntry[]> {
  // The parser would unpack it once more, without a bound, and installers would not.
  if (PACKED.some((mark) => archive.subarray(0, mark.length).equals(mark))) throw new PackedTwice();
  const { Parser } = await import('tar');
  const entries: ArchivedEntry[] = [];
  let seen = 0;
  let failure: Error | undefined;
  const parser = new Parser({
    strict: true,
    onReadEntry(entry: ReadEntry) {
      if (++seen > maxEntries) failure ??= new TooManyEntries();
      const kind = FILES.has(entry.type) ? 'file' : LINKS.has(entry.type) ? 'link' : undefined;
      if (failure || !kind) {
        entry.resume();
        return;
      }
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => void chunks.push(chunk));
      entry.on('end', () => {
        const bytes = kind === 'link' ? Buffer.from(entry.linkpath ?? '') : Buffer.concat(chunks);
        const isHard = entry.type === 'Link' && { isHard: true };
        entries.push({ path: entry.path, mode: entry.mode ?? 0, kind, bytes, ...isHard });
      });
    },
  });
  parser.on('error', (error: Error) => {
    failure ??= error;
  });
  parser.end(archive);
  if (failure) throw failure;
  return entries;
}
