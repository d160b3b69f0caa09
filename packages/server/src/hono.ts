import type { Context, MiddlewareHandler } from 'hono';
import { setReasonPhrase, type NodeResponse } from './adapter/node-response.ts';
import type { Gate } from './gate/gate.ts';
import { addHeaders } from './adapter/write-head.ts';
import { readNodeRequest, type NodeRequest } from './adapter/node-request.ts';
import type { Answer, Discard } from './gate/outcome.ts';
import { readFetchRequest } from './adapter/fetch-request.ts';
import { createAddHeaders, makeResponse } from './adapter/fetch-response.ts';

/** What Hono's server for Node puts into a context's environment. */
interface NodeBindings {
  readonly incoming?: NodeRequest | undefined;
  readonly outgoing?: NodeResponse | undefined;
}

/**
 * Makes a gate into a middleware for Hono 4. What is discarded gets an empty 400, since a handler must answer.
 *
 * @example app.use(guardHono(gate))
 */
export function guardHono(gate: Gate): MiddlewareHandler {
  const addToResponse = createAddHeaders();
  return (context, next) => {
    const { incoming, outgoing } = readBindings(context);
    // On Node a Request and a Response would be made of what is there already, which costs more than all the rest.
    const request = incoming ? readNodeRequest(incoming) : readFetchRequest(context.req.raw);
    const outcome = gate.check(request);
    if (outcome.kind !== 'pass') return refuse(context, outcome);
    if (!outgoing) return next().then(() => replace(context, addToResponse(context.res, outcome.headers)));
    addHeaders(outgoing, outcome.headers);
    return next();
  };
}

/** Returns what stands for the request on Node; nothing for one that the application made, as for an app within it. */
function readBindings({ env, req }: Context): NodeBindings {
  const bindings = (env ?? {}) as NodeBindings;
  return bindings.incoming && isMadeOf(req.raw, bindings.incoming) ? bindings : {};
}

/** The symbol under which Hono's server for Node keeps what a request is made of; it is not exported. */
let incomingKey: symbol | undefined;

function isMadeOf(request: object, incoming: NodeRequest): boolean {
  const holds = (key: symbol): boolean => Reflect.get(request, key) === incoming;
  if (incomingKey !== undefined && holds(incomingKey)) return true;
  const key = Object.getOwnPropertySymbols(request).find((one) => holds(one));
  incomingKey = key ?? incomingKey;
  return key !== undefined;
}

async function refuse(context: Context, outcome: Answer | Discard): Promise<void> {
  const { method } = context.req;
  if (outcome.kind === 'discard') return replace(context, makeResponse(outcome, method));
  const { outgoing } = (context.env ?? {}) as NodeBindings;
  // A worker's bindings may have that name, too.
  if (outgoing?.writeHead) setReasonOf(outgoing, outcome);
  replace(context, makeResponse(outcome, method, context.res.headers));
}

/**
 * Sets the reason phrase, since Hono's server for Node does not send a response's statusText. It is set when the head is
 * written: the app that asked may answer something else.
 */
function setReasonOf(outgoing: NodeResponse, { status, statusText }: Answer): void {
  const original = outgoing.writeHead;
  outgoing.writeHead = function writeHead(this: NodeResponse, code, ...rest) {
    if (code === status) setReasonPhrase(this, statusText);
    return original.call(this, code, ...rest);
  };
}

/** Sets the response as it is: Hono would lay the headers of the one before over it. */
function replace(context: Context, response: Response): void {
  if (context.res === response) return;
  context.res = undefined;
  context.res = response;
}
