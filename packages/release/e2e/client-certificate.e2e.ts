import { createServer, type Server } from 'node:https';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardRelease } from '../src/index.ts';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { createShop, type Shop } from './shop.ts';
import { QUIET_ENV, TOKEN } from '@verstamp/testing/workspace';

/** Made for these tests alone, for a hundred years: of the server, of the client, and what both trust. */
const CERT = `-----BEGIN CERTIFICATE-----
MIIBZzCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGar5fXJ73K/Q8u4
ODn4sWbJSWXepGte0hJLV0zDQIMyQkc+goqdjthA0LP1aBZ+U2DfLwggG8HhfKcF
eqKMz4WjTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0
hwR/AAABMB0GA1UdDgQWBBSDR3321iU9Swj9zqqYYhyKMQfp9TAKBggqhkjOPQQD
AgNIADBFAiEA65sgqBiHbANZh+dBOmGKY3VOCWP/5WNEfOD0n3AUI94CIHG/EZRP
ihPIgq93S4cSdlmlxudbcXTkwEdce3LMBdg+
-----END CERTIFICATE-----`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwI8Y5iMD52gOSv/I
x5L+Tm6UUWQaLhb/d/nPiePi+HWhRANCAARmq+X1ye9yv0PLuDg5+LFmyUll3qRr
XtISS1dMw0CDMkJHPoKKnY7YQNCz9WgWflNg3y8IIBvB4XynBXqijM+F
-----END PRIVATE KEY-----`;

let real: TestRegistry;
let server: Server;
let shop: Shop;

beforeAll(async () => {
  real = await startRegistry();
  const options = { cert: CERT, key: KEY, ca: CERT, requestCert: true, rejectUnauthorized: true };
  server = createServer(options, (incoming, outgoing) => {
    const { method, url = '' } = incoming;
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' };
    const onward = request(new URL(url, real.url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop = await createShop(`https://localhost:${(server.address() as AddressInfo).port}/`, { count: 1 });
});

afterAll(async () => {
  await shop.remove();
  server.close().closeAllConnections();
  await real.close();
});

const settings = (lines: readonly string[]) => {
  const { port } = server.address() as AddressInfo;
  const own = lines.map((line) => `//localhost:${port}/:${line}`);
  const { root } = shop.workspace;
  return {
    'cert.pem': CERT,
    'key.pem': KEY,
    '.npmrc': [`registry=https://localhost:${port}/`, `cafile=${join(root, 'cert.pem')}`, ...own, ''].join(
      '\n',
    ),
  };
};

it('a registry that wants a certificate is asked and published to with the one that is meant for it', async () => {
  const { workspace } = shop;
  const files = [
    `certfile=${join(workspace.root, 'cert.pem')}`,
    `keyfile=${join(workspace.root, 'key.pem')}`,
  ];
  const token = `_authToken=${TOKEN}`;
  await workspace.write(settings([token]));
  await shop.prepare('1.0.0', 'one');
  const guard = async () =>
    guardRelease({ cwd: workspace.root, env: QUIET_ENV, planFolder: shop.planFolder });
  expect((await guard()).conclusion).toBe('unknown');
  await workspace.write(settings([token, ...files]));
  const { conclusion, released } = await shop.release();
  expect([conclusion, released.length]).toEqual(['allow', 1]);
  expect((await guard()).packages).toMatchObject([{ verdict: 'identical' }]);
});
