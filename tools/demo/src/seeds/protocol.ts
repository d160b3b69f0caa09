import { once } from 'node:events';
import { createServer } from 'node:http';
import { defineFormat } from '@verstamp/core';
import { createGate } from '@verstamp/server';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { listen } from '@verstamp/testing/listen';
import type { Row, Seen } from './row.ts';

interface Message {
  readonly version: string;
  readonly id: string;
}

/**
 * Sends one message with the row's version and then one that fits. Messages arrive in order, so when the answer to
 * the second is there and none to the first, none was sent.
 */
export async function askProtocol(row: Row): Promise<Seen> {
  const logged: string[] = [];
  const gate = createGate({
    name: 'protocol',
    version: row.server,
    format: defineFormat('{major}.{minor}'),
    rule: row.rule,
    log: ({ message }) => logged.push(message),
  });
  const server = createServer();
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      const { version, id } = read(data);
      if (gate.checkMessage(version) === 'allow') socket.send(JSON.stringify({ version: row.server, id }));
    });
  });
  const { port, close } = await listen(server);
  try {
    const answered = await exchange(`ws://127.0.0.1:${port}/`, [
      { version: row.client, id: 'first' },
      { version: row.server, id: 'second' },
    ]);
    if (answered.join() === 'first,second') return { verdict: 'allow', evidence: 'answered' };
    if (answered.join() !== 'second' || logged.length !== 1)
      return { verdict: 'unknown', evidence: answered.join() };
    return { verdict: 'discard', evidence: `no answer, log: ${logged[0]}` };
  } finally {
    await close();
  }
}

async function exchange(url: string, messages: readonly Message[]): Promise<readonly string[]> {
  const socket = new WebSocket(url);
  const answered: string[] = [];
  await once(socket, 'open');
  const last = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      answered.push(read(data).id);
      if (answered.at(-1) === messages.at(-1)?.id) resolve();
    });
  });
  for (const message of messages) socket.send(JSON.stringify(message));
  await last;
  socket.close();
  return answered;
}

function read(data: RawData): Message {
  return JSON.parse((data as Buffer).toString('utf8')) as Message;
}
