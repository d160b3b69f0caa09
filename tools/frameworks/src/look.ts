import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import type { Case } from './cases.ts';

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

/** Starts the system's Chromium. */
export async function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args });
}

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
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/`, close: async () => void server.close() };
}

async function startServer(project: string, program: string): Promise<Site> {
  const free = createServer();
  const port = await listen(free);
  await new Promise((done) => free.close(done));
  const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' };
  const child = spawn(process.execPath, program.split(' '), { cwd: project, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/`;
  const end = performance.now() + 20_000;
  while (!(await fetch(url).catch(() => undefined))) {
    if (performance.now() > end || child.exitCode !== null) throw new Error(`${program} does not answer`);
    await wait(50);
  }
  return {
    url,
    async close() {
      child.kill();
      await ended;
    },
  };
}

/** What a page, and the server behind it, say of themselves. */
export async function askSite(browser: Browser, url: string): Promise<{ client: string; server?: string }> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => document.documentElement.dataset['client'], undefined, {
      timeout: 10_000,
    });
    const client = (await page.evaluate(() => document.documentElement.dataset['client'])) ?? '';
    const html = await (await fetch(url)).text();
    const [, server] = /id="server"[^>]*>(?:<!--[^>]*-->)?([\d.]+)/.exec(html) ?? [];
    return server === undefined ? { client } : { client, server };
  } finally {
    await page.close();
  }
}

/** Asks the page's service worker. */
export async function askServiceWorker(browser: Browser, url: string): Promise<string> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    return await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const { port1, port2 } = new MessageChannel();
      active?.postMessage('version', [port2]);
      return new Promise<string>((done) => {
        port1.addEventListener('message', ({ data }: MessageEvent<string>) => done(data));
        port1.start();
      });
    });
  } finally {
    await page.close();
  }
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}
