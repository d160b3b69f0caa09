import { quote, VerstampError } from '@verstamp/core';
import type { Surroundings } from '../command.ts';
import { errorPageOf } from './error-page.ts';
import { escapeLine, escapeLines } from './escape.ts';
import { formatJson } from './json.ts';

/** Writes what was thrown to stderr, and with `json` as a document to stdout, too. */
export function reportError(
  error: unknown,
  { json, stdout, stderr }: Pick<Surroundings, 'stdout' | 'stderr'> & { readonly json: boolean },
): void {
  const page = error instanceof VerstampError ? errorPageOf(error.code) : undefined;
  const code = error instanceof VerstampError ? error.code : 'UNEXPECTED';
  const message = error instanceof Error ? error.message : quote(error);
  if (json) stdout.write(`${formatJson({ error: { code, message, page } })}\n`);
  stderr.write(`verstamp: ${code}: ${escapeLine(message)}\n`);
  if (page !== undefined) stderr.write(`  ${page}\n`);
  // A fault of ours: the trace says where.
  else if (error instanceof Error) stderr.write(`${escapeLines(error.stack ?? '')}\n`);
}
