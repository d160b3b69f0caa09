import type { Answer, Discard } from '../gate/outcome.ts';
import type { HeaderRecord } from '../http/answer.ts';
import { isListHeader, mergeList } from '../http/list-headers.ts';

/**
 * Makes the response to a request that does not go on; what is discarded gets an empty 400, since something must come.
 *
 * @param earlier - What middleware before the gate has set, such as CORS headers.
 */
export function makeResponse(outcome: Answer | Discard, method: string, earlier?: Headers): Response {
  // Given to the response as it is made: what Hono's server for Node changes later, it forgets where the body is compressed.
  const headers = joinHeaders(outcome.headers, earlier);
  if (outcome.kind === 'discard') return new Response(null, { status: 400, headers });
  const { status, statusText, body } = outcome;
  const isEmpty = method === 'HEAD' || status === 304;
  return new Response(isEmpty ? null : body, {
    status,
    headers,
    ...(statusText === undefined ? {} : { statusText }),
  });
}

function joinHeaders(own: HeaderRecord, earlier: Headers = new Headers()): Headers {
  const headers = new Headers(own);
  for (const [name, value] of earlier) {
    if (name === 'set-cookie') headers.append(name, value);
    else if (!headers.has(name)) headers.set(name, value);
    else if (isListHeader(name)) headers.set(name, mergeList(name, value, headers.get(name) ?? ''));
  }
  return headers;
}

/** Adds headers to the application's response, or to a copy if its own cannot be changed. */
export type AddHeaders = <Given extends Response | undefined>(
  response: Given,
  added: HeaderRecord,
) => Given | Response;

/** Creates what adds headers to responses, for one gate: an application may give the same response to several clients. */
export function createAddHeaders(): AddHeaders {
  const memory: Memory = new WeakMap();
  return (response, added) => {
    // An upgrade must be given back as it is (Bun's is undefined), and a network error has no headers.
    if (!response || response.status === 101 || response.type === 'error') return response;
    const { headers } = response;
    const before = memory.get(headers);
    // The client that it was given to before may not have been answered yet.
    if (before) return copyWith(response, added, before);
    try {
      memory.set(headers, mergeInto(headers, added));
      return response;
    } catch {
      // Headers that came from fetch() or Response.redirect() cannot be changed; a copy's can.
      return copyWith(response, added);
    }
  };
}

/** The names that were set for the first client, by the headers that bear them. */
type Memory = WeakMap<Headers, readonly string[]>;

/** Copies a response with headers added, and without those that were set for another client. */
function copyWith(response: Response, added: HeaderRecord, foreign: readonly string[] = []): Response {
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  for (const name of foreign) headers.delete(name);
  mergeInto(headers, added);
  // Made of the response itself, a copy in Hono's server for Node would have its very headers.
  return new Response(body, { status, statusText, headers });
}

/** Adds headers, and returns the names of those that are not of the application. */
function mergeInto(headers: Headers, added: HeaderRecord): readonly string[] {
  const set: string[] = [];
  for (const [name, value] of Object.entries(added)) {
    const existing = headers.get(name);
    if (isListHeader(name)) headers.set(name, mergeList(name, existing ?? '', value));
    // What the application says itself stands: it may pass on the answer of the hop behind it.
    else if (existing === null) {
      headers.set(name, value);
      set.push(name);
    }
  }
  return set;
}
