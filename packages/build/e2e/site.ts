import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { listen } from '@verstamp/testing/listen';

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
  const { origin, close } = await listen(app);
  return { url: `${origin}${path}`, close };
}
