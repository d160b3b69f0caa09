import { isRefusal, VERSION_HEADER } from '@verstamp/core';
import { corsHides, type HiddenAnswer } from '@verstamp/core/problems';
import type { Finding } from '../finding.ts';
import { isDocument } from '../../targets/document.ts';
import { decodeJson, type Reply } from '../../targets/reply.ts';
import type { SiteFacts } from '../site.ts';

/** Finds answers about versions that pages of another origin may not read, where they may read others. */
export function checkCors(site: SiteFacts): readonly Finding[] {
  const { url, origin, page, stranger, document, isOriginNamed } = site;
  // A server that answers no page of this origin means to, unless somebody named the origin.
  if (!isOriginNamed && !isShared(page, origin)) return [];
  const found = [
    isRefused(stranger) ? findUnshared('refusal', stranger, origin) : undefined,
    isOriginNamed && isDocument(document) ? findUnshared('document', document, origin) : undefined,
    findHidden(stranger),
  ];
  const first = found.find((answer) => answer !== undefined);
  return first ? [{ severity: 'error', place: url, problem: corsHides(first) }] : [];
}

/** Tells whether an answer is a refusal. */
export function isRefused(reply: Reply): boolean {
  return isRefusal(decodeJson(reply));
}

function isShared({ headers }: Reply, origin: string): boolean {
  return ['*', origin].includes(headers.get('Access-Control-Allow-Origin') ?? '');
}

function findUnshared(what: HiddenAnswer['what'], reply: Reply, origin: string): HiddenAnswer | undefined {
  if (isShared(reply, origin)) return undefined;
  const got = reply.headers.get('Access-Control-Allow-Origin') ?? 'none';
  return { url: reply.url, what, expected: `Access-Control-Allow-Origin: ${origin}`, got };
}

function findHidden({ url, headers }: Reply): HiddenAnswer | undefined {
  if (!headers.has(VERSION_HEADER)) return undefined;
  const exposed = headers.get('Access-Control-Expose-Headers');
  const names = (exposed ?? '').toLowerCase().split(/\s*,\s*/);
  if (names.includes('*') || names.includes(VERSION_HEADER.toLowerCase())) return undefined;
  const expected = `Access-Control-Expose-Headers: ${VERSION_HEADER}`;
  return { url, what: 'version', expected, got: exposed ?? 'none' };
}
