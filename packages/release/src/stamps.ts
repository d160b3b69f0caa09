import { safeParseStamp } from '@verstamp/core';
import { isObject, parseManifest } from './manifest.ts';
import type { TarballFiles } from './tarball.ts';

/** Where a stamp stands in a file. */
export interface StampPosition {
  readonly offset: number;
  readonly length: number;
}

/** What a `.verstamp/stamp.json` in a package says of its output folder. */
export interface StampList {
  /** The path of the list itself. */
  readonly path: string;
  /** The name that a stamp must bear to be one of this package. */
  readonly name: string;
  /** Stamp positions by path in the package, ascending and without overlap. */
  readonly positions: ReadonlyMap<string, readonly StampPosition[]>;
}

const LIST = /(?:^|\/)\.verstamp\/stamp\.json$/;

/** Reads every stamp list of a package; one that cannot be read is none, and is compared as it is. */
export function readStampLists(files: TarballFiles, packageName: unknown): readonly StampList[] {
  return [...files.values()]
    .filter(({ path }) => LIST.test(path))
    .flatMap(({ path, bytes }) => readStampList(path, bytes, packageName) ?? []);
}

function readStampList(path: string, bytes: Buffer, packageName: unknown): StampList | undefined {
  const document = parseManifest(bytes);
  const stamp = document?.['stamp'];
  const entries = document?.['stamps'];
  if (!isObject(stamp) || !Array.isArray(entries) || typeof packageName !== 'string') return undefined;
  if (stamp['name'] !== packageName) return undefined;
  const folder = path.replace(LIST, '');
  const positions = new Map<string, StampPosition[]>();
  for (const entry of entries) {
    const { file, offset, length } = isObject(entry) ? entry : {};
    if (typeof file !== 'string' || !isCount(offset) || !isCount(length)) return undefined;
    const target = folder ? `${folder}/${file}` : file;
    positions.set(target, [...(positions.get(target) ?? []), { offset, length }]);
  }
  for (const list of positions.values()) list.sort((a, b) => a.offset - b.offset);
  return { path, name: packageName, positions };
}

/**
 * Blanks the stamps of a file, where the bytes really are this package's stamp: a list that
 * claims other bytes blinds nobody. The result frames what is left with where a stamp stood,
 * so two results are equal only if both sides bear stamps in the same places.
 */
export function blankStamps(path: string, bytes: Buffer, lists: readonly StampList[]): Buffer {
  const pieces: Buffer[] = [];
  let end = 0;
  for (const { name, positions } of lists) {
    for (const { offset, length } of positions.get(path) ?? []) {
      if (offset < end || !isStampOf(name, bytes.subarray(offset, offset + length), length)) continue;
      const piece = bytes.subarray(end, offset);
      pieces.push(Buffer.from(`verstamp blanked\0${piece.length}\0`), piece);
      end = offset + length;
    }
  }
  return pieces.length ? Buffer.concat([...pieces, bytes.subarray(end)]) : bytes;
}

function isStampOf(name: string, bytes: Buffer, length: number): boolean {
  return bytes.length === length && safeParseStamp(bytes.toString('utf8'))?.name === name;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
