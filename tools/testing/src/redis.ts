import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runServer, type DatabaseServer } from './database-server.ts';
import { findFreePort } from './port.ts';

const PASSWORD = 'hunter2-redis';

/** The Redis on this machine. */
const REDIS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(existsSync);

/** Starts a Redis of its own that syncs each write, with settings such as `['--maxmemory', '2mb']`. */
export async function startRedis(settings: readonly string[] = []): Promise<DatabaseServer> {
  if (REDIS === undefined) throw new Error('There is no Redis on this machine.');
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-redis-'));
  const port = await findFreePort();
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--requirepass', PASSWORD];
  const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
  const program = {
    command: REDIS,
    args: [...own, ...kept, ...settings],
    ready: /Ready to accept connections/,
  };
  return runServer(program, { url: `redis://:${PASSWORD}@127.0.0.1:${port}`, port, folder });
}
