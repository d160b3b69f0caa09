import type { Answer, Discard } from '../gate/outcome.ts';
import type { HeaderRecord } from '../http/answer.ts';
import { isListHeader, mergeList } from '../http/list-headers.ts';

/** Makes the response to a request that does not go on; what is discarded gets an empty 400, since something must come. */
export function makeResponse(outcome: Answer | Discard, method: string): Response {
  const { headers } = outcome;
  if (outcome.kind === 'discard') return new Response(null, { status: 400, headers });
  const { status, statusText, body } = outcome;
  const isEmpty = method === 'HEAD' || status === 304;
  return new Response(isEmpty ? null : body, {
    status,
    headers,
    ...(statusText === undefined ? {} : { statusText }),
  });
}

/** Adds headers to the application's response, or to a copy if its own cannot be changed. */
export function withHeaders(response: Response, added: HeaderRecord): Response {
  // An upgrade must be given back as it is (Bun's is undefined), and a network error has no headers.
  if (!response || response.status === 101 || response.type === 'error') return response;
  try {
    mergeInto(response.headers, added);
    return response;
  } catch {
    // Headers that came from fetch() or Response.redirect() cannot be changed; a copy's can.
    const copy = new Response(response.body, response);
    mergeInto(copy.headers, added);
    return copy;
  }
}

function mergeInto(headers: Headers, added: HeaderRecord): void {
  for (const [name, value] of Object.entries(added)) {
    const existing = headers.get(name);
    if (isListHeader(name)) headers.set(name, mergeList(existing ?? '', value));
    // What the application says itself stands: it may pass on the answer of the hop behind it.
    else if (existing === null) headers.set(name, value);
  }
}

/** Adds what middleware before the gate has set, such as CORS headers, to a response that the gate made. */
export function keepHeaders(response: Response, earlier: Headers): void {
  const { headers } = response;
  for (const [name, value] of earlier) {
    if (name === 'set-cookie') headers.append(name, value);
    else if (!headers.has(name)) headers.set(name, value);
    else if (isListHeader(name)) headers.set(name, mergeList(value, headers.get(name) ?? ''));
  }
}
