import pg from 'pg';
import { createClient } from 'redis';

/** A client alone, over a connection of its own, doing the least that counts. */
export interface BareClient {
  readonly ask: () => Promise<number>;
  readonly close: () => Promise<unknown>;
}

/** Counts in one row with the client `pg`. */
export async function openBarePostgres(url: string): Promise<BareClient> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS bare (name text PRIMARY KEY, last bigint NOT NULL)');
  await client.query(`INSERT INTO bare VALUES ('shop', 0) ON CONFLICT DO NOTHING`);
  const text = 'UPDATE bare SET last = last + 1 WHERE name = $1 RETURNING last';
  return {
    async ask() {
      const { rows } = await client.query<{ readonly last: string }>(text, ['shop']);
      return Number(rows[0]?.last);
    },
    close: async () => client.end(),
  };
}

/** Counts in one key with the client `redis`. */
export async function openBareRedis(url: string): Promise<BareClient> {
  const client = createClient({ url });
  await client.connect();
  return { ask: async () => client.incr('bare'), close: async () => client.close() };
}
