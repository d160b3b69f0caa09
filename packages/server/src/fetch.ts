import type { Gate } from './gate/gate.ts';
import { readFetchRequest } from './adapter/fetch-request.ts';
import { createAddHeaders, makeResponse } from './adapter/fetch-response.ts';

/**
 * Puts a gate before a fetch handler: Deno, Bun, workers, and frameworks that give one.
 * A handler must answer something, so what is discarded gets an empty 400. Its `undefined`, an upgrade in
 * Bun, is passed on.
 *
 * @example export default { fetch: guardFetch(gate, (request) => new Response('hello')) }
 */
export function guardFetch<
  Incoming extends Request,
  Rest extends readonly unknown[],
  Outgoing extends Response | undefined = Response,
>(
  gate: Gate,
  handler: (request: Incoming, ...rest: Rest) => Outgoing | Promise<Outgoing>,
): (request: Incoming, ...rest: Rest) => Promise<Response | Outgoing> {
  const addHeaders = createAddHeaders();
  return async (request, ...rest) => {
    const outcome = gate.check(readFetchRequest(request));
    if (outcome.kind !== 'pass') return makeResponse(outcome, request.method);
    return addHeaders(await handler(request, ...rest), outcome.headers);
  };
}
