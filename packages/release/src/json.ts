/** Tells whether a value is a plain JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list of texts. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/** Returns a text that is not empty; `undefined` for an empty one, and for any other value. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Decodes JSON, with or without the mark that some editors put before it; `undefined` if it is none. */
export function safeParseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Encodes JSON that was decoded; `undefined` if it is nested deeper than it can be written. */
export function safeFormatJson(value: unknown): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

/** Parses a JSON object, as in a package.json or a registry's answer; `undefined` for anything else. */
export function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  const value = safeParseJson(bytes);
  return isObject(value) ? value : undefined;
}

/** Sorts the entries of an object by their keys. */
export function sortEntries<Value>(
  entries: readonly (readonly [key: string, value: Value])[],
): readonly (readonly [key: string, value: Value])[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
