import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runServer, type DatabaseServer } from './database-server.ts';
import { findFreePort } from './port.ts';

const ROOT = '/usr/lib/postgresql';
const PASSWORD = 'hunter2-postgres';

/** The folder of the newest PostgreSQL on this machine. */
const POSTGRES = (existsSync(ROOT) ? readdirSync(ROOT) : [])
  .toSorted((a, b) => Number(b) - Number(a))
  .map((version) => join(ROOT, version, 'bin'))[0];

/** It refuses to run as root. */
function findAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: askId('-u'), gid: askId('-g') };
}

function askId(flag: string): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

/** How much room a PostgreSQL has. */
export interface Room {
  /** The length in bytes beyond which no file grows, in place of a disk that is full; at least two megabytes. */
  readonly longestFile?: number;
}

/** Starts a PostgreSQL of its own, with settings such as `fsync=off`; only `ci`, with a password, gets in. */
export async function startPostgres(
  settings: readonly string[] = [],
  { longestFile }: Room = {},
): Promise<DatabaseServer> {
  if (POSTGRES === undefined) throw new Error('There is no PostgreSQL on this machine.');
  const folder = mkdtempSync(join(tmpdir(), 'verstamp-postgres-'));
  const account = findAccount();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (account) for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
  const data = join(folder, 'data');
  const init = [
    '-D',
    data,
    '-U',
    'ci',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-N',
    '-E',
    'UTF8',
    '--wal-segsize=1',
  ];
  execFileSync(join(POSTGRES, 'initdb'), [...init, '--no-locale'], { stdio: 'pipe', cwd: '/', ...account });
  const port = await findFreePort();
  const options = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, ...settings];
  const args = ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])];
  const postgres = join(POSTGRES, 'postgres');
  const program = {
    ...(longestFile === undefined
      ? { command: postgres, args }
      : { command: 'prlimit', args: [`--fsize=${longestFile}`, postgres, ...args] }),
    ready: /database system is ready to accept connections/,
    ...account,
  };
  return runServer(program, { url: `postgres://ci:${PASSWORD}@127.0.0.1:${port}/postgres`, port, folder });
}
