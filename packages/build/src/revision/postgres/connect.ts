import { Socket } from 'node:net';
import type { DatabaseAddress } from '../database/address.ts';
import { loadClient } from '../database/load.ts';
import type { Mishap } from '../database/retry.ts';
import type { Ask, Connection } from '../database/session.ts';
import { codeOf } from '../../failure.ts';

/** A statement and its parameters. */
export interface Query {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** What came of a statement. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Asks PostgreSQL. */
export type AskPostgres = Ask<Query, Rows>;

/** Creates a connection with the client `pg`. */
export async function connectPostgres({ url }: DatabaseAddress): Promise<Connection<Query, Rows>> {
  const { default: pg } = await loadClient('pg', async () => import('pg'));
  // A socket of our own: one that gives no answer can be left at once.
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: url,
    fallback_application_name: 'verstamp',
    stream: () => socket,
  });
  // What was being asked says so itself.
  client.on('error', () => undefined);
  return {
    open: async () => client.connect(),
    async ask({ text, values = [] }) {
      // Several statements at once come back as several results, of which none is asked for.
      const result: unknown = await client.query(values.length > 0 ? { text, values: [...values] } : text);
      return Array.isArray(result) ? [] : (result as { readonly rows: Rows }).rows;
    },
    hold(isHeld) {
      if (isHeld) socket.ref();
      else socket.unref();
    },
    destroy() {
      void client.end();
      // A server that does not answer the goodbye is not waited for.
      setTimeout(() => socket.destroy(), 100).unref();
    },
  };
}

/** The server goes down or comes up, has no connection free, or two transactions met. */
const PASSING = new Set(['53300', '57P01', '57P02', '57P03', '40001', '40P01']);

/** Tells what an error of `pg` means. */
export function judgePostgres(error: unknown): Mishap {
  const code = codeOf(error);
  // Five characters are an SQLSTATE: an answer.
  if (!/^[\dA-Z]{5}$/.test(code) || code === 'EPIPE') return 'lost';
  return PASSING.has(code) || code.startsWith('08') ? 'passing' : 'refused';
}
