import { attempt } from '../../attempt.ts';
import type { DatabaseAddress } from '../database/address.ts';
import { loadClient } from '../database/load.ts';
import type { Mishap } from '../database/retry.ts';
import type { Ask, Connection } from '../database/session.ts';
import { messageOf } from '../../failure.ts';

/** A command and its arguments. */
export type Command = readonly string[];

/** Asks Redis. */
export type AskRedis = Ask<Command, unknown>;

/** Creates a connection with the client `redis`. */
export async function connectRedis({ url }: DatabaseAddress): Promise<Connection<Command, unknown>> {
  const { createClient } = await loadClient('redis', async () => import('redis'));
  // Whether to connect again is the session's affair: it knows what was asked.
  const socket = { reconnectStrategy: false, connectTimeout: 0 } as const;
  // The session has a timer of its own: one more for each command is a fifth of what a command costs.
  const client = createClient({ url, RESP: 2, socket, commandOptions: { timeout: 0 } });
  // What was being asked says so itself.
  client.on('error', () => undefined);
  return {
    open: async () => client.connect(),
    ask: async (command) => client.sendCommand([...command]),
    hold(isHeld) {
      if (isHeld) client.ref();
      else client.unref();
    },
    // It may be closed already.
    destroy: () => attempt(() => client.destroy()),
  };
}

/** The server or its cluster comes up, or it has no connection free. */
const PASSING = /^(LOADING|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|BUSY|ERR max number of clients)\b/;

/** Tells what an error of `redis` means. */
export function judgeRedis(error: unknown): Mishap {
  const message = messageOf(error);
  if (PASSING.test(message)) return 'passing';
  // An answer begins with a word in capitals.
  return /^[A-Z_]{2,} |^ERR/.test(message) ? 'refused' : 'lost';
}
