import { CLOSE_CODE, cutReason, VERSION_HEADER } from '@verstamp/core';
import type { NodeRequest } from './http/node-response.ts';
import type { Gate } from './gate/gate.ts';

/** What the adapter does with a connection: the `WebSocket` of `ws` and its kin. */
export interface ClosableSocket {
  close(code: number, reason: string): unknown;
  terminate(): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/**
 * Puts a gate before the connection listener of a WebSocket server. A client that does not fit is accepted and then
 * closed with 4423 and the reason, since a browser cannot see why an upgrade was refused.
 *
 * @example sockets.on('connection', guardConnection(gate, (socket) => socket.send('hello')))
 */
export function guardConnection<Socket extends ClosableSocket, Request extends NodeRequest>(
  gate: Gate,
  listener: (socket: Socket, request: Request) => unknown,
): (socket: Socket, request: Request) => void {
  return (socket, request) => {
    const version = request.headers[VERSION_HEADER.toLowerCase()]?.toString();
    // Not GET: a connection to the version document's path is a connection all the same.
    const outcome = gate.check({ method: 'CONNECT', url: request.url ?? '/', version });
    if (outcome.kind === 'refuse' || outcome.kind === 'discard') {
      // Nobody else listens on it any more, and a frame that is none would end the process.
      socket.on('error', () => {});
      if (outcome.kind === 'refuse') socket.close(CLOSE_CODE, cutReason(outcome.detail));
      else socket.terminate();
    } else listener(socket, request);
  };
}
