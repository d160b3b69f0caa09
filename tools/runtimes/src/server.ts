import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { listen } from '@verstamp/testing/listen';

/** A server that the program in every runtime talks to. */
export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const document = (version: string): string => JSON.stringify({ name: 'shop', version });

const REFUSAL = {
  type: 'urn:verstamp:ClientApiVersionMismatch',
  code: 'ClientApiVersionMismatch',
  server: '2.0.0',
  move: 'client',
  detail: 'too old',
};

/** Starts the server; the page at `/` runs the bundled program when it is told to. */
export async function startSite(program: Uint8Array): Promise<Site> {
  let turns = 0;
  const answers: Readonly<Record<string, RequestListener>> = {
    '/': (_, response) => void response.setHeader('content-type', 'text/html').end('<!doctype html>'),
    '/program.js': (_, response) => void response.setHeader('content-type', 'text/javascript').end(program),
    '/version.json': (_, response) => void response.end(document('1.5.0.9')),
    '/login': (_, response) => void response.end('<!doctype html><title>Sign in</title>'),
    '/missing': (_, response) => void response.writeHead(404).end(document('2.0.0.9')),
    '/cut': (_, response) => void response.end(document('2.0.0.9').slice(0, -3)),
    '/endless': (_, response) => sendForever(response),
    '/hung': () => {},
    '/turn': (_, response) => void response.end(document(turns++ % 3 < 2 ? '1.5.0.9' : '2.0.0.9')),
    '/orders': ({ headers }, response) =>
      void response.setHeader('API-Version', '1.5.6').end(`orders for ${String(headers['api-version'])}`),
    '/refused': (_, response) =>
      void response
        .writeHead(400, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify(REFUSAL)),
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  const { origin, close } = await listen(server);
  return { url: origin, close };
}

function sendForever(response: ServerResponse): void {
  const send = (): boolean => response.destroyed || !response.write(' '.repeat(16_384)) || send();
  response.on('drain', send);
  send();
}
