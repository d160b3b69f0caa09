import { parse, type ParseError } from 'jsonc-parser';

/** A JSON object as it was read: nothing in it is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells whether a value is a plain JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads JSON with comments and trailing commas; `undefined` if it is not an object. */
export function parseJson(text: string): JsonObject | undefined {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  return errors.length === 0 && isObject(value) ? value : undefined;
}

/** Looks a value up in decoded JSON; `undefined` if the way to it ends. */
export function lookUp(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}
