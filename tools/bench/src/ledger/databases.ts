import { openBarePostgres, openBareRedis, type BareClient } from '../../../../packages/build/e2e/bare.ts';
import { startPostgres } from '@verstamp/testing/postgres';
import { startRedis } from '@verstamp/testing/redis';
import type { DatabaseServer } from '@verstamp/testing/database-server';
import { postgresLedger, redisLedger, type Ledger } from '../../../../packages/build/src/revision/index.ts';

/** A database, and two ways to count in it. */
export interface Database {
  readonly title: string;
  start(): Promise<DatabaseServer>;
  openBare(url: string): Promise<BareClient>;
  openLedger(url: string): Ledger;
}

/** What is measured; every confirmed number is on the disk. */
export const DATABASES: readonly Database[] = [
  {
    title: 'PostgreSQL, fsync and synchronous commits on',
    start: async () => startPostgres(['max_connections=200']),
    openBare: openBarePostgres,
    openLedger: (url) => postgresLedger(url),
  },
  {
    title: 'Redis, appendfsync always',
    start: async () => startRedis(),
    openBare: openBareRedis,
    openLedger: (url) => redisLedger(url),
  },
];
