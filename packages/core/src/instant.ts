/**
 * Reads an instant: a date alone means 00:00 UTC, anything else needs an offset (RFC 3339).
 *
 * @returns Milliseconds since 1970-01-01T00:00:00Z, or `undefined` if the text does not name an instant.
 */
export function readInstant(text: unknown): number | undefined {
  const date =
    typeof text === 'string' &&
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/.exec(text)?.[1];
  // Date.parse takes a 30th of February for the 2nd of March.
  if (!date || !new Date(date).toJSON()?.startsWith(date)) return;
  const instant = Date.parse(text);
  return isNaN(instant) ? undefined : instant;
}

/** Tells whether a value looks like an end date: enough for a client, and short. */
export function isEndDate(value: unknown): value is string {
  return /^\d{4}-[-+.:\dTZ]{5,30}$/.test(value as string);
}
