import { VERSION_HEADER, type VersionDocument } from '@verstamp/core';
import { makeEntityTag, matchesEntityTag } from '../http/entity-tag.ts';
import { hasPath } from '../http/request-target.ts';
import type { DocumentAnswer } from './outcome.ts';
import type { HeaderRecord } from '../http/answer.ts';
import type { GateRequest } from './request.ts';
import type { ServedDocument } from './served-document.ts';
import type { Setup } from './setup.ts';
import { timingEntry } from './version-headers.ts';

/** Creates the function that answers a request for the version document, and no other. */
export function createVersionDocument(setup: Setup): (request: GateRequest) => DocumentAnswer | undefined {
  const { document } = setup;
  if (document === false) return () => undefined;
  const body = `${JSON.stringify(makeDocument(setup, document))}\n`;
  const tag = makeEntityTag(body);
  const headers = {
    'Cache-Control': 'no-cache',
    ETag: tag,
    ...(setup.vary ? { Vary: VERSION_HEADER } : {}),
    ...timingEntry(setup),
  };
  return (request) => {
    const { method, url } = request;
    if (!hasPath(url, document.path)) return;
    if (method !== 'GET' && method !== 'HEAD') return;
    if (matchesEntityTag(request.ifNoneMatch, tag)) return makeAnswer(304, headers, '');
    return makeAnswer(200, { 'Content-Type': 'application/json', ...headers }, body);
  };
}

function makeAnswer(status: number, headers: HeaderRecord, body: string): DocumentAnswer {
  return { kind: 'document', status, statusText: undefined, headers, body, decision: undefined };
}

function makeDocument(
  { name, rule }: Setup,
  { version, time, commit, hasRule }: ServedDocument,
): VersionDocument {
  const { table, ...limits } = rule;
  return {
    name,
    version,
    ...(time === undefined ? {} : { time }),
    ...(commit === undefined ? {} : { commit }),
    ...(hasRule ? { rule: table, ...limits } : {}),
  };
}
