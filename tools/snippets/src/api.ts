import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGate } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';

/** The server that the documentation calls `https://api.example`. */
export interface Api {
  /** Puts its real address into a text. */
  replaceIn(text: string): string;
  close(): Promise<void>;
}

/** Starts it: an application named shop, of version 2.1.0.417, that pages on `https://shop.example` may use. */
export async function startApi(
  wrap = (listener: RequestListener): RequestListener => listener,
): Promise<Api> {
  const cors = { origin: ['https://shop.example'] };
  const gate = createGate({ name: 'shop', version: '2.1.0.417', cors, log: false });
  const server = createServer(wrap(guardListener(gate, (_request, response) => response.end('ordered'))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    replaceIn: (text) => text.replaceAll('https://api.example', `http://127.0.0.1:${port}`),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
