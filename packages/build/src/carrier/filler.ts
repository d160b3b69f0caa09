import type { Stamp } from '@verstamp/core';
import { stampHashed, stampUnfilled } from '@verstamp/core/problems';
import { blankStart, formatBlank, formatPaddedText } from '../stamp/text.ts';

/** A file that may hold blanks, once its name is known. */
export interface Fillable {
  /** Its path in the output folder. */
  readonly file: string;
  /** Whether its name is a hash of what it holds. */
  readonly isHashed: boolean;
  /** Whether a page that carries the stamp may start it. */
  readonly isPage: boolean;
}

/**
 * Puts the stamp where its blanks stand; `undefined` where nothing changes. The stamp is as long as the blank,
 * so that source maps stay exact.
 *
 * @throws VerstampError `STAMP_HASHED` where the stamp would stand in a file whose name is a hash, or
 * `STAMP_UNFILLED` where a blank is left.
 */
export type Filling = (content: string, fillable: Fillable) => string | undefined;

/** Creates the filling of one build: the one place that puts a stamp into code. */
export function createFilling(identity: Pick<Stamp, 'name' | 'version'>, stamp: Stamp): Filling {
  const open = formatBlank(identity, 'open');
  const closed = formatBlank(identity, 'closed');
  const starts = [blankStart(identity, 'open'), blankStart(identity, 'closed')];
  const hasBlank = (content: string): boolean => starts.some((start) => content.includes(start));
  const text = formatPaddedText(stamp);
  return (content, { file, isHashed, isPage }) => {
    if (!hasBlank(content)) return undefined;
    const filled = content.replaceAll(open, () => text).replaceAll(closed, () => text);
    if (hasBlank(filled)) throw stampUnfilled({ file });
    if (!isHashed) return filled;
    if (isPage && !content.includes(closed)) return undefined;
    throw stampHashed({ file });
  };
}
