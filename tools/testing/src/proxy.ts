import { connect, createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

/** Stands between a client and a server, and can be a bad network. */
export interface Proxy {
  readonly port: number;
  /** Carries nothing any more, and closes nothing. */
  freeze(): void;
  /** Carries again what comes on new connections. */
  thaw(): void;
  /** Carries the next thing that is asked, and cuts the connection instead of carrying the answer. */
  loseAnswer(): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of a port of this machine. */
export async function startProxy(target: number): Promise<Proxy> {
  let isFrozen = false;
  let isLosing = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let isLost = false;
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
      from.on('data', (chunk) => {
        if (isFrozen) return;
        if (from === upstream && isLost) {
          client.destroy();
          return;
        }
        if (from === client && isLosing) {
          isLost = true;
          isLosing = false;
        }
        to.write(chunk);
      });
    }
  });
  const { port, close } = await listen(server);
  return {
    port,
    freeze() {
      isFrozen = true;
    },
    thaw() {
      isFrozen = false;
    },
    loseAnswer() {
      isLosing = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await close();
    },
  };
}
