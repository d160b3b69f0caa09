import { CLOSE_CODE, cutReason } from '@verstamp/core';
import type { Gate } from './gate/gate.ts';
import type { Discard, RefusalAnswer } from './gate/outcome.ts';
import { readNodeRequest, type NodeRequest } from './adapter/node-request.ts';

/** What the adapter does with a connection: the `WebSocket` of `ws` and the like. */
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
export function guardConnection<Socket extends ClosableSocket, Request extends NodeRequest, Result = unknown>(
  gate: Gate,
  listener: (socket: Socket, request: Request) => Result,
): (socket: Socket, request: Request) => Result | undefined {
  return (socket, request) => {
    const outcome = gate.checkConnection(readNodeRequest(request));
    if (outcome.kind === 'pass') return listener(socket, request);
    turnAway(socket, outcome);
    return undefined;
  };
}

function turnAway(socket: ClosableSocket, outcome: RefusalAnswer | Discard): void {
  // Nobody else listens any more, and an invalid frame would raise an error that ends the process.
  socket.on('error', () => {});
  if (outcome.kind === 'refuse') socket.close(CLOSE_CODE, cutReason(outcome.detail));
  else socket.terminate();
}
