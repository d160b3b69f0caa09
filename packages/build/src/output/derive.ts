import { hash } from 'node:crypto';
import { extname } from 'node:path';
import { isPacking, twinKind, unpacksTo } from './packing.ts';
import type { Derivation, DerivationKind } from './record.ts';

/** A file whose bytes follow from the stamp. */
export interface Source {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The ways in which lists name the content of files: Workbox, Angular, subresource integrity. */
const DIGESTS = [
  { kind: 'md5', encoding: 'hex' },
  { kind: 'sha1', encoding: 'hex' },
  { kind: 'sha256', encoding: 'hex' },
  { kind: 'sha256', encoding: 'base64' },
  { kind: 'sha384', encoding: 'base64' },
  { kind: 'sha512', encoding: 'base64' },
] as const;

/**
 * Finds the files whose bytes follow from those of stamped ones: their compressed twins, and lists that name
 * them by digest; and what follows from those in turn.
 *
 * @param candidates - The files that may follow from others.
 */
export function findDerivations(
  stamped: readonly Source[],
  candidates: ReadonlyMap<string, Buffer>,
): readonly Derivation[] {
  const found: Derivation[] = [];
  const sources = [...stamped];
  const known = new Set(stamped.map(({ file }) => file));
  // What is found is looked at as well: the list grows while it is walked.
  const lists = new Map([...candidates].filter(([file, bytes]) => mayList(file, bytes)));
  for (const source of sources) {
    const digests = lists.size > 0 ? digestAll(source.bytes) : [];
    for (const [file, bytes] of candidates) {
      if (file === source.file) continue;
      const listed = lists.has(file) ? findListed(source.file, digests, file, bytes) : [];
      const derived = [...findTwin(source, file, bytes), ...listed];
      found.push(...derived);
      if (derived.length === 0 || known.has(file)) continue;
      known.add(file);
      sources.push({ file, bytes });
    }
  }
  return found;
}

function findTwin({ file: from, bytes: source }: Source, file: string, bytes: Buffer): readonly Derivation[] {
  const kind = twinKind(file);
  if (kind === undefined) return [];
  const twin = { file, offset: 0, length: bytes.length, kind, from };
  return isDerived(bytes, twin, source) ? [twin] : [];
}

type Digested = readonly (readonly [kind: DerivationKind, text: string])[];

function digestAll(bytes: Uint8Array): Digested {
  return DIGESTS.map(({ kind, encoding }) => [kind, hash(kind, bytes, encoding)]);
}

/** Hex digits as of MD5 at least, or base64 as of SHA-256 at least; the first use of each algorithm takes long. */
const DIGEST_LIKE = /(?<![\da-f])(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})(?![\da-f])|[\w+/]{43}/;

/** A stamp's own commit names no file. */
const COMMIT = /(?:;c=|"commit":\s*")[\da-f]+/g;

function mayList(file: string, bytes: Buffer): boolean {
  if (twinKind(file) !== undefined) return false;
  const text = bytes.toString('latin1');
  return DIGEST_LIKE.test(text) && DIGEST_LIKE.test(text.replace(COMMIT, ''));
}

function findListed(from: string, digests: Digested, file: string, bytes: Buffer): readonly Derivation[] {
  return digests.flatMap(([kind, text]) =>
    findAll(bytes, text).map((offset) => ({ file, offset, length: text.length, kind, from })),
  );
}

/** Tells whether what stands at a position really follows from these bytes; a record may say anything. */
export function isDerived(
  bytes: Buffer,
  { file, from, offset, length, kind }: Derivation,
  source: Uint8Array,
): boolean {
  if (isPacking(kind)) {
    return twinKind(file) === kind && file === from + extname(file) && unpacksTo(bytes, kind, source);
  }
  const text = bytes.toString('latin1', offset, offset + length);
  return DIGESTS.some((digest) => digest.kind === kind && hash(kind, source, digest.encoding) === text);
}

function findAll(bytes: Buffer, text: string): readonly number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(text, 0, 'latin1'); at !== -1; at = bytes.indexOf(text, at + 1, 'latin1')) {
    found.push(at);
  }
  return found;
}
