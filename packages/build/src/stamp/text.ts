import { formatStamp, MAX_STAMP_LENGTH, safeParseStamp, type Stamp } from '@verstamp/core';
import { buildOption } from '@verstamp/core/problems';
import { withRevision } from './version.ts';

/**
 * Formats a stamp for a page.
 *
 * @throws VerstampError `BUILD_OPTION` if it could not be read back.
 */
export function formatText(stamp: Stamp): string {
  const text = formatStamp(stamp);
  if (safeParseStamp(text)?.name === stamp.name) return text;
  const expected = `at most ${MAX_STAMP_LENGTH} characters, and a source that is a word`;
  throw buildOption({ option: 'the stamp', value: text, expected });
}

/**
 * Formats a stamp for code: every stamp of one version has the same length, so that another revision,
 * 10 for 9, moves no column in a source map. The padding is a field that readers skip.
 */
export function formatPaddedText(stamp: Stamp): string {
  const text = formatText(stamp);
  const width = paddedLength(stamp);
  return width < text.length + PADDING.length ? text : (text + PADDING).padEnd(width, '.');
}

/** Returns the length of every stamp of a version in code. */
export function paddedLength(stamp: Pick<Stamp, 'name' | 'version'>): number {
  return Math.min(formatStamp(widest(stamp)).length + PADDING.length + 1, MAX_STAMP_LENGTH);
}

const PADDING = ';p=';

function widest({ name, version }: Pick<Stamp, 'name' | 'version'>): Stamp {
  return {
    name,
    version: withRevision(version, Number.MAX_SAFE_INTEGER),
    time: '9999-12-31T23:59:59Z',
    commit: 'f'.repeat(64),
    dirty: true,
    source: 's'.repeat(32),
  };
}
