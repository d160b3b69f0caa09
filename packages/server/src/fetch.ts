import { VERSION_HEADER } from '@verstamp/core';
import type { Gate } from './gate.ts';
import { LIST_HEADERS, mergeList } from './list.ts';
import type { Answer, HeaderRecord } from './outcome.ts';

/**
 * Puts a gate before a fetch handler: Deno, Bun, workers, and frameworks that give one.
 * A handler must answer something, so what is discarded gets an empty 400.
 *
 * @example export default { fetch: guardFetch(gate, (request) => new Response('hello')) }
 */
export function guardFetch<Incoming extends Request, Rest extends readonly unknown[]>(
  gate: Gate,
  handler: (request: Incoming, ...rest: Rest) => Response | Promise<Response>,
): (request: Incoming, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const { headers, method, url } = request;
    const outcome = gate.check({
      method,
      url,
      version: headers.get(VERSION_HEADER) ?? undefined,
      origin: headers.get('Origin') ?? undefined,
      ifNoneMatch: headers.get('If-None-Match') ?? undefined,
    });
    if (outcome.kind === 'pass') return withHeaders(await handler(request, ...rest), outcome.headers);
    if (outcome.kind === 'discard') return new Response(null, { status: 400 });
    return answer(outcome, method);
  };
}

function answer({ status, statusText, headers, body }: Answer, method: string): Response {
  const empty = method === 'HEAD' || status === 304;
  return new Response(empty ? null : body, {
    status,
    headers,
    ...(statusText === undefined ? {} : { statusText }),
  });
}

function withHeaders(response: Response, added: HeaderRecord): Response {
  // An upgrade must be given back as it is (Bun's is undefined), and a network error has no headers.
  if (!response || response.status === 101 || response.type === 'error') return response;
  try {
    addHeaders(response.headers, added);
    return response;
  } catch {
    // Headers that came from fetch() or Response.redirect() cannot be changed; a copy's can.
    const copy = new Response(response.body, response);
    addHeaders(copy.headers, added);
    return copy;
  }
}

function addHeaders(headers: Headers, added: HeaderRecord): void {
  for (const [name, value] of Object.entries(added)) {
    const existing = headers.get(name);
    if (LIST_HEADERS.some((list) => list === name)) headers.set(name, mergeList(existing ?? '', value));
    // What the application says itself stands: it may pass on the answer of the hop behind it.
    else if (existing === null) headers.set(name, value);
  }
}
