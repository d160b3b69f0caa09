import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { listen } from '@verstamp/testing/listen';
import { HASHED_FOLDER } from '../builds/bundlers/index.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** A site that can be deployed anew while it is served. */
export interface Site {
  readonly url: string;
  /** What was sent since the last deploy. */
  readonly sent: { requests: number; bytes: number };
  deploy(folder: string): void;
  readonly close: () => Promise<void>;
}

/** Serves folders as CDNs are told to: hashed files for ever, all others only after asking; under a strict policy. */
export async function serveSite(): Promise<Site> {
  let root = '';
  const sent = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    sent.requests++;
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const bytes = read(join(root, normalize(path)));
    response.setHeader('content-security-policy', "script-src 'self'; worker-src 'self'");
    if (!bytes) return void response.writeHead(404).end();
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    writeHeaders(response, path, etag);
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    sent.bytes += bytes.length;
    response.end(bytes);
  });
  const { origin, close } = await listen(server);
  return {
    url: `${origin}/`,
    sent,
    deploy(folder) {
      root = folder;
      Object.assign(sent, { requests: 0, bytes: 0 });
    },
    close,
  };
}

function writeHeaders(response: ServerResponse, path: string, etag: string): void {
  const isHashed = path.startsWith(`/${HASHED_FOLDER}/`);
  response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
  response.setHeader('etag', etag);
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
