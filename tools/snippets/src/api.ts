import { createServer, type RequestListener } from 'node:http';
import { createGate } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { listen } from '@verstamp/testing/listen';

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
  const { origin, close } = await listen(server);
  return { replaceIn: (text) => text.replaceAll('https://api.example', origin), close };
}
