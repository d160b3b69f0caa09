import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, isListening } from '@verstamp/testing/port';

/** A shared cache that stands before an origin. */
export interface Cache {
  readonly title: string;
  /** The command that runs it. */
  readonly command: string;
  /** Whether it keeps answers that vary by a header of our own; HAProxy keeps none of those. */
  readonly keepsVaried: boolean;
  /** Writes its configuration and returns its arguments; ports are on 127.0.0.1. */
  readonly configure: (folder: string, port: number, origin: URL) => Promise<readonly string[]>;
}

/** The caches that are tested, each with what it does by itself: nothing in their set-up knows of versions. */
export const CACHES: readonly Cache[] = [
  { title: 'nginx', command: 'nginx', keepsVaried: true, configure: configureNginx },
  { title: 'Varnish', command: 'varnishd', keepsVaried: true, configure: configureVarnish },
  { title: 'HAProxy', command: 'haproxy', keepsVaried: false, configure: configureHaproxy },
];

// Debian keeps servers where only the super-user's path leads.
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin` };

/** Tells whether a cache is installed. */
export function isInstalled({ command }: Cache): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`], { env }).status === 0;
}

/** A cache that runs. */
export interface RunningCache extends AsyncDisposable {
  readonly url: string;
}

/** Starts a cache before an origin, in a folder and on a port of its own. */
export async function startCache(cache: Cache, origin: string): Promise<RunningCache> {
  const folder = await mkdtemp(join(tmpdir(), 'verstamp-cache-'));
  const port = await findFreePort();
  const args = await cache.configure(folder, port, new URL(origin));
  const child = spawn(cache.command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await isListening(port, child))) {
    await end();
    throw new Error(`${cache.title} did not start: ${Buffer.concat(said).toString()}`);
  }
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: end };
}

async function configureNginx(folder: string, port: number, origin: URL): Promise<readonly string[]> {
  await mkdir(join(folder, 'cache'));
  return writeNginx(folder, port, {
    http: `proxy_cache_path ${folder}/cache keys_zone=api:1m;`,
    location: `proxy_pass ${origin.origin}; proxy_cache api; proxy_cache_valid any 1m; proxy_http_version 1.1;`,
  });
}

/** Writes a configuration of nginx around what it does, and returns its arguments. */
export async function writeNginx(
  folder: string,
  port: number,
  { http, location }: { readonly http: string; readonly location: string },
): Promise<readonly string[]> {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  const text = `
    daemon off; user root; worker_processes 1; pid ${folder}/pid; error_log stderr;
    events {}
    http {
      access_log off; ${paths}
      ${http}
      server {
        listen 127.0.0.1:${port};
        location / { ${location} }
      }
    }`;
  return ['-p', folder, '-e', 'stderr', '-c', await write(folder, text)];
}

async function configureVarnish(folder: string, port: number, origin: URL): Promise<readonly string[]> {
  const at = ['-a', `127.0.0.1:${port}`, '-b', origin.host];
  return ['-F', '-j', 'none', '-n', join(folder, 'varnish'), ...at, '-s', 'malloc,16m'];
}

async function configureHaproxy(folder: string, port: number, origin: URL): Promise<readonly string[]> {
  const text = `
global
  maxconn 100
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
cache api
  total-max-size 4
  max-age 60
  process-vary on
frontend front
  bind 127.0.0.1:${port}
  http-request cache-use api
  http-response cache-store api
  default_backend origin
backend origin
  server origin ${origin.host}
`;
  return ['-db', '-f', await write(folder, text)];
}

async function write(folder: string, text: string): Promise<string> {
  const path = join(folder, 'configuration');
  await writeFile(path, text);
  return path;
}
