import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { createGate } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { guardConnection } from '@verstamp/server/ws';
import { listen } from '@verstamp/testing/listen';
import { WebSocketServer, type WebSocket } from 'ws';

/** Built pages, served by a server that has moved on since. */
export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Serves a folder of pages to everybody; the rest, version document and connections too, is of version 2.0.0. */
export async function serveSite(folder: string): Promise<Site> {
  const gate = createGate({ name: 'shop', version: '2.0.0', log: false });
  const guarded = guardListener(gate, (_request, response) => response.end('ordered'));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const type = TYPES[extname(pathname)];
    if (type === undefined) return guarded(request, response);
    readFile(join(folder, pathname)).then(
      (bytes) => response.setHeader('Content-Type', type).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  const sockets = new WebSocketServer({ server });
  const greet = guardConnection(gate, (socket: WebSocket) => socket.send('hello'));
  sockets.on('connection', greet);
  const { origin, close } = await listen(server);
  return {
    url: `${origin}/`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await close();
    },
  };
}
