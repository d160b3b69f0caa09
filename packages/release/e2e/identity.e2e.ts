import { createServer, type RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, type Listening } from '@verstamp/testing/listen';
import { createIdentify } from '../src/registry/identity.ts';
import { createTransport, type Transport } from '../src/registry/transport/transport.ts';

let server: Listening;
let registry: string;
let transport: Transport;
let said: readonly [status: number, body: string];
const asked: string[] = [];

const listener: RequestListener = ({ url = '', headers }, outgoing) => {
  asked.push(`${url} ${headers.authorization}`);
  const [status, body] = said;
  if (status === 0) return void outgoing.destroy();
  outgoing.writeHead(status).end(body);
};

beforeAll(async () => {
  server = await listen(createServer(listener));
  registry = `${server.origin}/npm/`;
  const direct = { proxy: undefined, noProxy: '', ca: undefined, cert: undefined, key: undefined };
  transport = createTransport({ ...direct, strictSsl: true }, { timeoutMs: 2000, pausesMs: [] });
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(async () => {
  transport.close();
  await server.close();
});

const authorization = 'Bearer token';

describe('a registry that is asked who asks', () => {
  it('is not asked without credentials', async () => {
    const identify = createIdentify(transport);
    expect(await identify({ registry, authorization: undefined })).toEqual({ kind: 'nobody' });
    expect(asked).toEqual([]);
  });

  it('knows somebody by name, and is asked once', async () => {
    said = [200, '{"username":"me"}'];
    const identify = createIdentify(transport);
    const answers = [identify({ registry, authorization }), identify({ registry, authorization })];
    expect(await Promise.all(answers)).toEqual([{ kind: 'known' }, { kind: 'known' }]);
    expect(asked).toEqual(['/npm/-/whoami Bearer token']);
  });

  it.each([
    [404, '{"error":"not found"}'],
    [500, ''],
    [200, '{}'],
    [200, '{"username":""}'],
    [200, '{"username":null}'],
    [200, '<html>me</html>'],
    [200, ''],
    // Nexus, of whom it does not know.
    [200, '{"username":"anonymous"}'],
  ])('does not say whom it knows where it answers %i with %j', async (...answer) => {
    said = answer;
    const identity = await createIdentify(transport)({ registry, authorization });
    expect(identity).toEqual({ kind: 'untold', status: answer[0] });
  });

  it.each([
    [401, '{"username":"me"}'],
    [403, '{}'],
  ])('refuses who asks where it answers %i', async (...answer) => {
    said = answer;
    const identity = await createIdentify(transport)({ registry, authorization });
    expect(identity).toEqual({ kind: 'refused', status: answer[0] });
  });

  it('leaves it open where it does not answer', async () => {
    said = [0, ''];
    const identify = createIdentify(transport);
    await expect(identify({ registry, authorization })).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
    });
  });
});
