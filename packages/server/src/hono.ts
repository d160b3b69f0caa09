import type { Context, MiddlewareHandler } from 'hono';
import { setReason } from './admit.ts';
import type { Gate } from './gate.ts';
import type { Answer, Discard } from './outcome.ts';
import { checkRequest, keepHeaders, makeResponse, withHeaders } from './response.ts';

/**
 * Makes a gate into a middleware for Hono 4. What is discarded gets an empty 400, since a handler must answer.
 *
 * @example app.use(guardHono(gate))
 */
export function guardHono(gate: Gate): MiddlewareHandler {
  return async (context, next) => {
    const outcome = checkRequest(gate, context.req.raw);
    if (outcome.kind !== 'pass') {
      refuse(context, outcome);
      return;
    }
    await next();
    replace(context, withHeaders(context.res, outcome.headers));
  };
}

function refuse(context: Context, outcome: Answer | Discard): void {
  const response = makeResponse(outcome, context.req.method);
  if (outcome.kind !== 'discard') {
    keepHeaders(response, context.res.headers);
    // Hono's server for Node does not send a response's statusText.
    const { outgoing } = (context.env ?? {}) as { readonly outgoing?: Parameters<typeof setReason>[0] };
    if (outgoing) setReason(outgoing, outcome.statusText);
  }
  replace(context, response);
}

/** Sets the response as it is: Hono would lay the headers of the one before over it. */
function replace(context: Context, response: Response): void {
  if (context.res === response) return;
  context.res = undefined;
  context.res = response;
}
