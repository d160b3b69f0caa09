import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createGate, type Gate } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { guardConnection } from '@verstamp/server/ws';
import sirv from 'sirv';
import { commit, name, time, version } from 'virtual:verstamp/static';
import { WebSocketServer, type WebSocket } from 'ws';
import { createAdoption } from './adoption.ts';

// The shop's server: the built pages, an API that is checked, and a socket that is checked.
const open = (moved: string): Gate => createGate({ name, version: moved, time, commit, log: false });
let served = version;
let gate = open(served);
const adoption = createAdoption();

const pages = sirv(fileURLToPath(new URL('../client', import.meta.url)), { etag: true });

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop.test');
  if (pathname === '/api/orders') return void response.end(`ordered from ${served}`);
  if (pathname === '/demo/deploy' && request.method === 'POST') {
    // The demo's stand-in for a deploy: this server moves on, the pages that are open do not.
    adoption.look(gate.census());
    served = searchParams.get('version') ?? version;
    gate = open(served);
    adoption.restart();
    return void response.end(served);
  }
  if (pathname === '/demo/census') {
    response.setHeader('Content-Type', 'application/json').setHeader('Cache-Control', 'no-store');
    return void response.end(JSON.stringify(adoption.look(gate.census())));
  }
  pages(request, response, () => void response.writeHead(404).end('not found'));
}

/** Pages are for everybody: an old page must be able to load the new one. The API is checked. */
function listener(request: IncomingMessage, response: ServerResponse): void {
  const checked = /^\/(api\/|version\.json)/.test(request.url ?? '');
  if (checked) guardListener(gate, serve)(request, response);
  else serve(request, response);
}

const server = createServer(listener);
new WebSocketServer({ server }).on('connection', (socket: WebSocket, request: IncomingMessage) => {
  guardConnection(gate, (accepted: WebSocket) => accepted.send(`hello from ${served}`))(socket, request);
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) console.log(`http://127.0.0.1:${address.port}/`);
});
