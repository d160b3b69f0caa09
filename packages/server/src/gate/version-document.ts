import type { VersionDocument } from '@verstamp/core';
import { corsHeaders } from '../http/cors.ts';
import { hash } from '../hash.ts';
import { timingEntry } from './version-headers.ts';
import type { DocumentAnswer, HeaderRecord } from './outcome.ts';
import { isAt, type GateRequest } from './sent-version.ts';
import type { Setup } from './setup.ts';

/** Creates the function that answers a request for the version document, and no other. */
export function createDocument(setup: Setup): (request: GateRequest) => DocumentAnswer | undefined {
  const body = `${JSON.stringify(describe(setup))}\n`;
  const headers = { 'Cache-Control': 'no-cache', ETag: tagOf(body), ...timingEntry(setup) };
  const { document: path, options } = setup;
  const { cors } = options;
  return (request) => {
    const { method, url } = request;
    if (path === false || !isAt(url, path)) return;
    if (method !== 'GET' && method !== 'HEAD') return;
    const readable = { ...headers, ...(cors && corsHeaders(cors, request.origin)) };
    if (matches(request.ifNoneMatch, headers.ETag)) return answer(304, readable, '');
    return answer(200, { 'Content-Type': 'application/json', ...readable }, body);
  };
}

function answer(status: number, headers: HeaderRecord, body: string): DocumentAnswer {
  return { kind: 'document', status, statusText: undefined, headers, body, decision: undefined };
}

function describe({ name, server, rule, options }: Setup): VersionDocument {
  const { time, commit, advertiseRule = true } = options;
  const { table, ...limits } = rule;
  return {
    name,
    version: server,
    ...(time === undefined ? {} : { time }),
    ...(commit === undefined ? {} : { commit }),
    ...(advertiseRule ? { rule: table, ...limits } : {}),
  };
}

/** Compares as `If-None-Match` asks for (RFC 9110 §13.1.2): a list, weakly. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((entry) => ['*', etag, `W/${etag}`].includes(entry.trim()));
}

/** Makes an entity tag of 53 bits. */
function tagOf(text: string): string {
  const [high, low] = hash(text);
  return `"${(4294967296 * (2097151 & low) + high).toString(36)}"`;
}
