import { createVerifier } from '../../../../packages/client/src/index.ts';
import type { Expect } from './expect.ts';

/** Fetches the version document, and all that a server may answer in its place. */
export async function checkPolls(expect: Expect, url: string): Promise<void> {
  await fetchOnce(expect, url);
  await fetchLater(expect, url);
}

async function fetchOnce(expect: Expect, url: string): Promise<void> {
  for (const [path, wanted] of [
    ['/version.json', 'allow'],
    ['/login', 'unknown'],
    ['/missing', 'unknown'],
    ['/cut', 'unknown'],
    ['/endless', 'unknown'],
    ['/hung', 'unknown'],
  ] as const) {
    const documentUrl = url + path;
    const verifier = createVerifier({
      name: 'shop',
      version: '1.4.3.417',
      rule: 'xx------',
      documentUrl,
      // Only the answer that never comes is to end soon: a runtime that has just begun may be slow at its first.
      timeoutMs: path === '/hung' ? 500 : 10_000,
    });
    // Twice: what a hung answer leaves behind must not be in the way of the next.
    expect(path, await verifier.check(), wanted);
    expect(`${path} again`, await verifier.check(), wanted);
  }
}

async function fetchLater(expect: Expect, url: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const polled = createVerifier({
    name: 'shop',
    version: '1.4.3.417',
    rule: 'xx------',
    documentUrl: `${url}/turn`,
    pollIntervalMs: 5,
    onChange: ({ verdict, server }) => verdict === 'refuse' && resolve(server),
  });
  // The poll itself keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  polled.start();
  expect('a later answer of the poll', await promise, '2.0.0.9');
  polled.stop();
  clearInterval(alive);
}
