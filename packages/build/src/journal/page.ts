import { hash } from 'node:crypto';

// A page is its mark, which says whose it is, then its content, and ends with its seal.
const MARK = 16;
const SEAL = 16;

/** How long a page is, in bytes. */
export const PAGE = 4096;

/** How much a page holds, in bytes. */
export const CONTENT: number = PAGE - MARK - SEAL;

/** Which page it is, and of which table, so that a page of another one is none. */
export interface Mark {
  readonly index: number;
  /** The beginning of the seal of the table's first page. */
  readonly salt: Buffer;
}

/** The salt of a table's first page. */
export const NO_SALT: Buffer = Buffer.alloc(SEAL);

function formatMark({ index, salt }: Mark): Buffer {
  const mark = Buffer.from(salt);
  mark.writeUInt32BE(index, MARK - 4);
  return mark;
}

/** Writes a page to its place among all, and gives its seal. */
export function writePage(pages: Buffer, content: Buffer, mark: Mark): Buffer {
  const page = pages.subarray(mark.index * PAGE, (mark.index + 1) * PAGE);
  formatMark(mark).copy(page);
  content.copy(page, MARK);
  const seal = sealOf(page);
  seal.copy(page, PAGE - SEAL);
  return seal;
}

/** Computes the seal of a page. */
export function sealOf(page: Buffer): Buffer {
  return hash('sha256', page.subarray(0, PAGE - SEAL), 'buffer').subarray(0, SEAL);
}

/** Gives a page's content; `undefined` where it is not, to the last byte, what was written. */
export function openPage(page: Buffer, mark: Mark): Buffer | undefined {
  if (page.length !== PAGE || !page.subarray(0, MARK).equals(formatMark(mark))) return undefined;
  return sealOf(page).equals(page.subarray(PAGE - SEAL)) ? page.subarray(MARK, PAGE - SEAL) : undefined;
}
