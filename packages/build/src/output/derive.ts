import { hash } from 'node:crypto';
import { extname } from 'node:path';
import { isMapFile } from './file-kind.ts';
import { findMentions, type Mentions } from './mentions.ts';
import { isPacking, twinKind, twinsOf, unpacksTo } from './packing.ts';
import type { Derivation } from './record.ts';

/** A file whose bytes follow from the stamp. */
export interface Source {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The ways in which lists name the content of files: Workbox, Angular, subresource integrity. */
const DIGESTS = [
  ['md5', 'hex', 32],
  ['sha1', 'hex', 40],
  ['sha256', 'hex', 64],
  ['sha256', 'base64', 44],
  ['sha384', 'base64', 64],
  ['sha512', 'base64', 88],
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
  const mentions = findMentions(candidates);
  // What is found is looked at as well: the list grows while it is walked.
  for (const source of sources) {
    const derived = [...findTwins(source, candidates), ...findListed(source, mentions)];
    found.push(...derived);
    for (const { file } of derived) {
      const bytes = candidates.get(file);
      if (!bytes || known.has(file)) continue;
      known.add(file);
      sources.push({ file, bytes });
    }
  }
  return found;
}

function findTwins(
  { file: from, bytes: source }: Source,
  candidates: ReadonlyMap<string, Buffer>,
): readonly Derivation[] {
  return twinsOf(from).flatMap(({ file, kind }) => {
    const bytes = candidates.get(file);
    if (!bytes) return [];
    const twin = { file, offset: 0, length: bytes.length, kind, from };
    return isDerived(bytes, twin, source) ? [twin] : [];
  });
}

function findListed({ file: from, bytes }: Source, { byText, lengths }: Mentions): readonly Derivation[] {
  // Source maps bear the stamp too, and nothing names them.
  if (isMapFile(from)) return [];
  return DIGESTS.flatMap(([kind, encoding, length]) => {
    // The first use of each algorithm takes long.
    if (!lengths.has(length)) return [];
    const mentions = byText.get(hash(kind, bytes, encoding)) ?? [];
    return mentions.flatMap((mention) => (mention.file === from ? [] : [{ ...mention, length, kind, from }]));
  });
}

/** Tells whether what stands at a position really follows from these bytes; a record may say anything. */
export function isDerived(bytes: Buffer, derivation: Derivation, source: Uint8Array): boolean {
  const { offset, length, kind } = derivation;
  if (isPacking(kind)) return isTwin(derivation) && unpacksTo(bytes, kind, source);
  const texts = known.get(source) ?? [];
  known.set(source, texts);
  const text = bytes.toString('latin1', offset, offset + length);
  return DIGESTS.some(
    ([algorithm, encoding, width], at) =>
      algorithm === kind && width === length && (texts[at] ??= hash(kind, source, encoding)) === text,
  );
}

/** Tells whether a file is another's packed twin, by their names. */
export function isTwin({ file, from, kind }: Derivation): boolean {
  return twinKind(file) === kind && file === from + extname(file);
}

/** The digests of a file, in the order of those above: a record may name it in any number of places. */
const known = new WeakMap<Uint8Array, string[]>();
