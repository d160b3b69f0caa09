import { createServer, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { listen } from '@verstamp/testing/listen';
import { createGate } from '../../../../packages/server/src/index.ts';
import { guardListener } from '../../../../packages/server/src/node.ts';

/** Bytes on the wire of one answer, its head included. */
export interface DocumentBytes {
  readonly whole: number;
  readonly unchanged: number;
}

/** Measures the version document's answers, over HTTP/1.1 and without TLS, from a real server. */
export async function measureDocument(): Promise<DocumentBytes> {
  const gate = createGate({ name: 'shop', version: '1.4.3.417', time: '2026-11-21T00:00:00Z' });
  const { port, close } = await listen(createServer(guardListener(gate, listener)));
  const whole = await ask(port, '');
  const tag = /^etag: (.*)$/im.exec(whole)?.[1];
  if (tag === undefined) throw new Error('The version document has no ETag.');
  const unchanged = await ask(port, `If-None-Match: ${tag}\r\n`);
  if (!unchanged.startsWith('HTTP/1.1 304')) throw new Error('The version document is not found unchanged.');
  await close();
  return { whole: Buffer.byteLength(whole), unchanged: Buffer.byteLength(unchanged) };
}

const listener: RequestListener = (_request, response) => void response.end();

async function ask(port: number, headers: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(`GET /version.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
  return text(socket);
}
