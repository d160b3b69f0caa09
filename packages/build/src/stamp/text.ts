import { formatStamp, MAX_STAMP_LENGTH, type Stamp } from '@verstamp/core';
import { buildOption } from '@verstamp/core/problems';
import { withRevision } from './version.ts';

/**
 * Formats a stamp for a page.
 *
 * @throws VerstampError `BUILD_OPTION` if the name is too long to be read back.
 */
export function formatText(stamp: Stamp): string {
  const text = formatStamp(stamp);
  if (text.length <= MAX_STAMP_LENGTH) return text;
  const expected = `a name whose stamp has at most ${MAX_STAMP_LENGTH} characters`;
  throw buildOption({ option: 'name', value: stamp.name, expected });
}

/**
 * Formats a stamp for code: every stamp of one version has the same length, so that another revision,
 * 10 for 9, moves no column in a source map. The padding is a field that readers skip.
 */
export function formatPaddedText(stamp: Stamp): string {
  const text = formatText(stamp);
  const width = Math.min(formatStamp(widest(stamp)).length + PADDING.length + 1, MAX_STAMP_LENGTH);
  return width < text.length + PADDING.length ? text : (text + PADDING).padEnd(width, '.');
}

const PADDING = ';p=';

/** The last time that a stamp can bear. */
export const LONGEST_TIME = '9999-12-31T23:59:59Z';

function widest({ name, version }: Pick<Stamp, 'name' | 'version'>): Stamp {
  return {
    name,
    version: withRevision(version, Number.MAX_SAFE_INTEGER),
    time: LONGEST_TIME,
    commit: 'f'.repeat(64),
    dirty: true,
    source: 's'.repeat(32),
  };
}
