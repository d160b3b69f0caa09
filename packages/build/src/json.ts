import { attempt } from './attempt.ts';

/**
 * Decodes JSON, with or without the mark that some editors put before it.
 *
 * @throws SyntaxError if it is not JSON.
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}

/** Decodes the JSON of a file; `undefined` if it is not JSON. */
export function safeParseJson(bytes: Buffer): unknown {
  return attempt(() => parseJson(bytes.toString('utf8')));
}

/** Encodes JSON that was decoded; `undefined` if it is nested deeper than it can be written. */
export function safeFormatJson(value: unknown): Buffer | undefined {
  return attempt(() => Buffer.from(JSON.stringify(value)));
}

/** Tells whether a decoded value has fields: it is not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
