import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** A server that listens at a port of this machine. */
export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly origin: string;
  /** Ends the server, with the HTTP connections that are still open. */
  readonly close: () => Promise<void>;
}

/** Lets a server listen at a free port of this machine. */
export async function listen(
  server: Server & Partial<Pick<HttpServer, 'closeAllConnections'>>,
): Promise<Listening> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections?.();
      await closed;
    },
  };
}
