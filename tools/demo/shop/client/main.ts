import { createFetch, createVerifier, isVersionRefused, readRefused } from '@verstamp/client';
import { sameMajor } from '@verstamp/core';
import { name, version } from 'virtual:verstamp/static';

// The shop's command-line client, stamped like the pages: prints what it saw, over HTTP and over WebSocket.
const shop = new URL(process.argv[2] ?? 'http://127.0.0.1/');
const verifier = createVerifier({
  name,
  version,
  rule: sameMajor,
  documentUrl: new URL('version.json', shop).href,
  log: () => undefined,
});

const document = await verifier.check();
const order = await createFetch(verifier)(new URL('api/orders', shop), { method: 'POST' }).then(
  (response) => response.text(),
  (error: unknown) => (isVersionRefused(error) ? error.details.code : String(error)),
);
const socket = await connect(new URL(`?api-version=${version}`, shop));
console.log(JSON.stringify({ version, document, server: verifier.decision?.server, order, socket }));

function connect(url: URL): Promise<string> {
  url.protocol = 'ws:';
  const connection = new WebSocket(url);
  return new Promise((resolve) => {
    connection.addEventListener('message', ({ data }) => {
      resolve(String(data));
      connection.close();
    });
    connection.addEventListener('close', (event) => {
      resolve(readRefused(event) ? `${event.code} ${event.reason}` : `closed ${event.code}`);
    });
  });
}
