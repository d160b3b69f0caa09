import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** A folder that is served. */
export interface Site {
  /** Its address, with a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** Serves a folder under a path, and lets nothing run that stands in a page itself. */
export async function serveSite(folder: string, path = '/'): Promise<Site> {
  const app = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = join(folder, normalize(`/${pathname.slice(path.length)}`));
    try {
      const bytes = readFileSync(file);
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain');
      response.setHeader('Content-Security-Policy', "default-src 'self'; worker-src 'self' blob:");
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = app.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    async close() {
      app.closeAllConnections();
      app.close();
      await once(app, 'close');
    },
  };
}
