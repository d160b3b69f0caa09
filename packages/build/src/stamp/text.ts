import { formatStamp, MAX_STAMP_LENGTH, type Stamp } from '@verstamp/core';
import { buildOption } from '@verstamp/core/problems';
import { stampPrefix } from '../carrier/prefix.ts';
import { withRevision } from './version.ts';

/**
 * Formats a stamp for a page.
 *
 * @throws VerstampError `BUILD_OPTION` where the name is too long to be read back.
 */
export function formatText(stamp: Stamp): string {
  const text = formatStamp(stamp);
  if (text.length <= MAX_STAMP_LENGTH) return text;
  const expected = `a name whose stamp has at most ${MAX_STAMP_LENGTH} characters`;
  throw buildOption({ option: 'name', value: stamp.name, expected });
}

/**
 * Formats a stamp for code: every stamp of one version has the same length, so that another revision,
 * 10 for 9, moves no column in a source map. The filling is a field that readers skip.
 */
export function formatPaddedText(stamp: Stamp): string {
  const text = formatText(stamp);
  const width = Math.min(formatStamp(widest(stamp)).length + FILLING.length + 1, MAX_STAMP_LENGTH);
  return width < text.length + FILLING.length ? text : (text + FILLING).padEnd(width, '.');
}

/**
 * What stands in for a stamp while a bundler hashes: `closed` has to be filled, `open` may stay where a page
 * carries the stamp.
 */
export type Blank = 'open' | 'closed';

/**
 * Formats what stands in for a stamp while a bundler hashes: as long as the stamp that takes its place, the
 * same for every build of a version, and no stamp itself.
 */
export function formatBlank({ name, version }: Pick<Stamp, 'name' | 'version'>, blank: Blank): string {
  const sample = { name, version: withRevision(version, 0), time: LONGEST_TIME };
  const text = `${blankStart({ name }, blank)}${version}${MARKS[blank]}`;
  return text.padEnd(formatPaddedText(sample).length, '.');
}

/** The part of a blank that stays the same for every version of a name. */
export function blankStart({ name }: Pick<Stamp, 'name'>, blank: Blank): string {
  const mark = MARKS[blank];
  return `verstamp${mark}${stampPrefix(name).replaceAll('@', mark)}`;
}

const MARKS: Readonly<Record<Blank, string>> = { open: '?', closed: '!' };

const FILLING = ';p=';
const LONGEST_TIME = '9999-12-31T23:59:59Z';

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
