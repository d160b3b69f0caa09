import { extname } from 'node:path';
import * as zlib from 'node:zlib';
import type { DerivationKind } from './record.ts';

/** How a file is packed as a whole. */
type PackingKind = Extract<DerivationKind, 'gzip' | 'brotli' | 'zstd'>;

const ENDINGS: Readonly<Record<string, PackingKind>> = { '.gz': 'gzip', '.br': 'brotli', '.zst': 'zstd' };

/** What unpacks each. Before 22.15 Node has nothing for zstd: there such a file counts as content like any other. */
const UNPACK = {
  gzip: zlib.gunzipSync,
  brotli: zlib.brotliDecompressSync,
  zstd: zlib.zstdDecompressSync,
} as const satisfies Record<PackingKind, unknown>;

/** Returns how a file is packed, by its name. */
export function twinKind(file: string): PackingKind | undefined {
  return ENDINGS[extname(file)];
}

/** Returns the names that a file's packed twins have. */
export function twinsOf(file: string): readonly { readonly file: string; readonly kind: PackingKind }[] {
  return Object.entries(ENDINGS).map(([ending, kind]) => ({ file: file + ending, kind }));
}

/** Tells whether bytes follow from another file's by being packed, as a whole. */
export function isPacking(kind: DerivationKind): kind is PackingKind {
  return kind in UNPACK;
}

/** What unpacking returns with the option `info`. */
interface Unpacked {
  readonly buffer: Buffer;
  /** How much of the packed bytes was read. */
  readonly engine: { readonly bytesWritten: number };
}

/** Tells whether a packed file holds these bytes, and nothing else. */
export function unpacksTo(bytes: Uint8Array, kind: PackingKind, source: Uint8Array): boolean {
  try {
    // It is not unpacked further than what it could be.
    const options = { maxOutputLength: Math.max(source.length, 1), info: true };
    const { buffer, engine } = UNPACK[kind](bytes, options) as unknown as Unpacked;
    // What stands behind the packed bytes is passed over by some programs that unpack them, and read by others.
    return buffer.equals(source) && engine.bytesWritten === bytes.length;
  } catch {
    return false;
  }
}
