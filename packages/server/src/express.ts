import { admit, type NodeResponse } from './adapter/node-response.ts';
import type { Gate } from './gate/gate.ts';
import { readNodeRequest, type NodeRequest } from './adapter/node-request.ts';

export type { NodeRequest } from './adapter/node-request.ts';
export type { NodeResponse } from './adapter/node-response.ts';

/**
 * Makes a gate into a middleware for Express 4 and 5, and whatever else takes `(request, response, next)`.
 * Paths are those that the client asked for, wherever the middleware is mounted.
 *
 * @example app.use(guardExpress(gate))
 */
export function guardExpress(
  gate: Gate,
): (request: NodeRequest, response: NodeResponse, next: () => void) => void {
  return (request, response, next) => {
    if (admit(gate, readNodeRequest(request), response)) next();
  };
}
