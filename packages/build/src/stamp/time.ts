import { buildOption } from '@verstamp/core/problems';

/**
 * Formats the time of a build, ISO 8601 in UTC to the second: that of `SOURCE_DATE_EPOCH` if it is set.
 *
 * @param now - Milliseconds since 1970.
 * @throws VerstampError `BUILD_OPTION` if `SOURCE_DATE_EPOCH` is not a number of seconds.
 */
export function buildTime(
  env: Readonly<Record<string, string | undefined>>,
  now: number = Date.now(),
): string {
  const given = env['SOURCE_DATE_EPOCH'];
  // Beyond the year 9999 the text would have another length.
  if (given && !/^\d{1,12}$/.test(given)) throw problem(given);
  const date = new Date(given ? Number(given) * 1000 : now);
  if (!(date.getUTCFullYear() <= 9999)) throw problem(given);
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function problem(value: unknown): Error {
  const expected = 'whole seconds since 1970, up to the year 9999';
  return buildOption({ option: 'SOURCE_DATE_EPOCH', value, expected });
}
