import type { IncomingMessage, ServerResponse } from 'node:http';
import { admit, type NodeResponse } from './adapter/node-response.ts';
import type { Gate } from './gate/gate.ts';
import { readNodeRequest, type NodeRequest } from './adapter/node-request.ts';

export type { NodeRequest } from './adapter/node-request.ts';
export type { NodeResponse } from './adapter/node-response.ts';

/**
 * Puts a gate before a request listener of `node:http`, `node:https` or whatever takes one.
 *
 * @example createServer(guardListener(gate, (request, response) => response.end('hello')))
 */
export function guardListener<
  Request extends NodeRequest = IncomingMessage,
  Response extends NodeResponse = ServerResponse,
>(
  gate: Gate,
  listener: (request: Request, response: Response) => unknown,
): (request: Request, response: Response) => unknown {
  // What it returns is for the server: Node answers 500 for a promise that is rejected if it captures rejections.
  return (request, response) =>
    admit(gate, readNodeRequest(request), response) ? listener(request, response) : undefined;
}
