import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen } from '@verstamp/testing/listen';

/** A real server on a port of its own, and what it was asked. */
export interface TestServer {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  /** Resolves when this many requests have come. */
  readonly asked: (count: number) => Promise<void>;
}

/** Starts a server that ends with the test. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  const { origin, close } = await listen(server);
  onTestFinished(close);
  const asked = async (count: number): Promise<void> => {
    while (requests.length < count) await once(server, 'request');
  };
  return { url: origin, requests, asked };
}
