import { formatStamp, MAX_STAMP_LENGTH, type Stamp } from '@verstamp/core';
import { buildOption } from '@verstamp/core/problems';

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
  const widest = formatStamp({
    ...stamp,
    version: stamp.version.replace(/^(\d+\.\d+\.\d+)\.\d+/, `$1.${Number.MAX_SAFE_INTEGER}`),
    commit: 'f'.repeat(Math.max(stamp.commit?.length ?? 0, 40)),
    dirty: true,
    source: 's'.repeat(32),
  });
  const width = Math.min(widest.length + FILLING.length + 1, MAX_STAMP_LENGTH);
  return width < text.length + FILLING.length ? text : (text + FILLING).padEnd(width, '.');
}

const FILLING = ';p=';
