import type { Stamp } from '@verstamp/core';
import { stampHashed, stampUnfilled } from '@verstamp/core/problems';
import { formatPlaceholder, placeholderStart } from '../stamp/placeholder.ts';
import { formatPaddedText } from '../stamp/text.ts';

/** A file that may hold placeholders, once its name is known. */
export interface Fillable {
  /** Its path in the output folder. */
  readonly file: string;
  /** Whether its name is a hash of what it holds. */
  readonly isHashed: boolean;
  /** Whether a page that carries the stamp may start it. */
  readonly isPage: boolean;
}

/**
 * Puts the stamp in the place of its placeholders; `undefined` if nothing changes. The stamp is as long as a
 * placeholder, so that source maps stay exact.
 *
 * @throws VerstampError `STAMP_HASHED` if the stamp would stand in a file whose name is a hash, or `STAMP_UNFILLED` if
 * a placeholder of another version is left.
 */
export type Filler = (content: string, fillable: Fillable) => string | undefined;

/** Creates the filler of one build: all that puts a stamp into code. */
export function createFiller(identity: Pick<Stamp, 'name' | 'version'>, stamp: Stamp): Filler {
  const { name } = identity;
  const optional = formatPlaceholder(identity, 'optional');
  const required = formatPlaceholder(identity, 'required');
  const starts = [placeholderStart(name, 'optional'), placeholderStart(name, 'required')];
  const hasPlaceholder = (content: string): boolean => starts.some((start) => content.includes(start));
  const text = formatPaddedText(stamp);
  return (content, { file, isHashed, isPage }) => {
    if (!hasPlaceholder(content)) return undefined;
    const filled = content.replaceAll(optional, () => text).replaceAll(required, () => text);
    if (hasPlaceholder(filled)) throw stampUnfilled({ file });
    if (!isHashed) return filled;
    if (isPage && !content.includes(required)) return undefined;
    throw stampHashed({ file });
  };
}
