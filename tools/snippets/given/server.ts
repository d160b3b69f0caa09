import { IncomingMessage, ServerResponse, type RequestListener } from 'node:http';
import { Socket } from 'node:net';
import { createGate, type Gate } from '@verstamp/server';

export { createServer } from 'node:http';

/** The gate that a server made before. */
export const gate: Gate = createGate({ name: 'shop', version: '2.1.0' });

/** The application behind the gate. */
export const listener: RequestListener = (_request, response) => response.end('hello');

/** The response that a server is about to send. */
export const response: ServerResponse = new ServerResponse(new IncomingMessage(new Socket()));

/** The version that a message bears. */
export const header: { readonly version: string } = { version: '2.5' };

/** What the application does with a message. */
export function handle(message: unknown): void {
  if (message !== header) throw new Error('another message');
}
