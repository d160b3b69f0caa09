/** The length of a header, and what every entry's bytes are filled up to. */
export const BLOCK = 512;

/** What the header of a plain file says. */
export interface PlainHeader {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
}

/** The offsets of other numbers: owner, group, times, devices. One that is not octal may be too large for a parser. */
const NUMBERS: readonly number[] = [108, 116, 136, 329, 337, 476, 488];

const MAGIC = Buffer.from('ustar\u000000');

/**
 * Reads the header of a plain file as POSIX has it. Returns `undefined` if it is of anything else, or has the least
 * oddity on which two readers might disagree.
 */
export function readPlainHeader(archive: Buffer, offset: number): PlainHeader | undefined {
  const block = archive.subarray(offset, offset + BLOCK);
  const type = block[156];
  if (block.length < BLOCK || (type !== 0x30 && type !== 0) || readText(block, 157, 257) !== '')
    return undefined;
  if (!MAGIC.equals(block.subarray(257, 265)) || readOctal(block, 148, 155) !== sum(block)) return undefined;
  if (NUMBERS.some((start) => (block[start] ?? 0) >= 0x80)) return undefined;
  const name = readText(block, 0, 100);
  // Some keep times behind a shorter prefix.
  const prefix = readText(block, 345, block[475] === 0 ? 475 : 500);
  const mode = readOctal(block, 100, 108);
  const size = readOctal(block, 124, 136);
  if (!name || prefix === undefined || name.endsWith('/')) return undefined;
  if (mode === undefined || size === undefined) return undefined;
  return { path: prefix ? `${prefix}/${name}` : name, mode: mode & 0o7777, size };
}

/** Tells whether a block is one of those that end an archive. */
export function isNullBlock(archive: Buffer, offset: number): boolean {
  for (let index = offset; index < offset + BLOCK; index++) if (archive[index] !== 0) return false;
  return true;
}

/** Reads a text that ends with zeros only. */
function readText(block: Buffer, start: number, end: number): string | undefined {
  let stop = start;
  while (stop < end && block[stop] !== 0) stop++;
  for (let index = stop; index < end; index++) if (block[index] !== 0) return undefined;
  return block.toString('utf8', start, stop);
}

/** Reads octal digits that end with zeros or blanks only. */
function readOctal(block: Buffer, start: number, end: number): number | undefined {
  let index = start;
  let value = 0;
  for (
    let digit = block[index] ?? 0;
    index < end && digit >= 0x30 && digit <= 0x37;
    digit = block[index] ?? 0
  ) {
    value = value * 8 + digit - 0x30;
    index++;
  }
  if (index === start) return undefined;
  for (; index < end; index++) if (block[index] !== 0 && block[index] !== 0x20) return undefined;
  return value;
}

/** Adds up all bytes, those of the sum itself as blanks. */
function sum(block: Buffer): number {
  let total = 8 * 0x20;
  for (let index = 0; index < 148; index++) total += block[index] ?? 0;
  for (let index = 156; index < BLOCK; index++) total += block[index] ?? 0;
  return total;
}
