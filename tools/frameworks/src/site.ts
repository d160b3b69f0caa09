import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '@verstamp/testing/listen';
import { findFreePort } from '@verstamp/testing/port';
import type { Case } from './case.ts';

/** A site that is served. */
export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Serves what was built: by its own server where it has one. */
export async function serve(project: string, { server, outputs: [output = ''] }: Case): Promise<Site> {
  return server === undefined ? serveFolder(join(project, output)) : startServer(project, server);
}

async function serveFolder(folder: string): Promise<Site> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(path)) return void response.writeHead(404).end();
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
    createReadStream(path).pipe(response);
  });
  const { origin, close } = await listen(server);
  return { url: `${origin}/`, close };
}

async function startServer(project: string, program: string): Promise<Site> {
  const port = await findFreePort();
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' };
  const child = spawn(process.execPath, program.split(' '), { cwd: project, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const close = async () => {
    child.kill();
    await ended;
  };
  const url = `http://127.0.0.1:${port}/`;
  const end = performance.now() + 20_000;
  while (!(await fetch(url).catch(() => undefined))) {
    if (performance.now() > end || child.exitCode !== null) {
      await close();
      throw new Error(`${program} does not answer`);
    }
    await wait(50);
  }
  return { url, close };
}
