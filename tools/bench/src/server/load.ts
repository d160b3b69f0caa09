import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Connections that stay open, as a proxy before a server keeps them. */
export interface Load {
  /** Sends this many requests, one after the other on each connection, and resolves when all are answered. */
  readonly send: (count: number) => Promise<void>;
  readonly close: () => void;
}

const CONNECTIONS = 16;
const LAST = '"total":12.5}';

/** Opens the connections; requests bear the version that the server has, as nearly all do. */
export async function openLoad(port: number): Promise<Load> {
  const request =
    `GET /orders/417 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAPI-Version: 2.1.0\r\n` +
    'Accept: application/json\r\nUser-Agent: bench\r\nAccept-Encoding: gzip, br\r\n\r\n';
  const sockets = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket.setNoDelay().setEncoding('latin1');
    }),
  );
  return {
    async send(count) {
      const share = Math.ceil(count / CONNECTIONS);
      await Promise.all(sockets.map((socket) => ask(socket, request, share)));
    },
    close: () => sockets.forEach((socket) => socket.destroy()),
  };
}

function ask(socket: Socket, request: string, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count;
    const hear = (text: string): void => {
      if (!text.startsWith('HTTP/1.1 200') && !text.endsWith(LAST)) return end(new Error(text));
      if (!text.endsWith(LAST)) return;
      if (--left > 0) socket.write(request);
      else end();
    };
    const end = (error?: Error): void => {
      socket.off('data', hear).off('close', lost);
      if (error) reject(error);
      else resolve();
    };
    const lost = (): void => end(new Error('The server closed the connection.'));
    socket.on('data', hear).on('close', lost);
    socket.write(request);
  });
}
