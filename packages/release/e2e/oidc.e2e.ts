import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { createShop } from './shop.ts';
import { QUIET_ENV, TOKEN } from '@verstamp/testing/workspace';

const IDENTITY = 'identity.of.the-job';
const GIVEN = 'npm_GivenGivenGivenGiven0123456789';

let real: TestRegistry;
let registry: FaultyRegistry;

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
});

afterAll(async () => {
  await registry.close();
  await real.close();
});

const json = (status: number, value: object) =>
  ({ kind: 'answer', status, body: JSON.stringify(value) }) as const;

describe('a trusted publisher', () => {
  it.each([
    { title: 'publishes each package with the token that it is given for it', status: 201, token: GIVEN },
    { title: 'publishes with the token of .npmrc where it is given none', status: 404, token: TOKEN },
  ])('$title, and shows none', async ({ status, token }) => {
    const scope = `oidc-${status}`;
    const shop = await createShop(registry.url, { scope, count: 2 });
    registry.seen.length = 0;
    registry.fault = (_, path) => {
      if (path.startsWith('/identity')) return json(200, { value: IDENTITY });
      return path.includes('/oidc/') ? json(status, { token: GIVEN }) : { kind: 'pass' };
    };
    try {
      await shop.prepare('1.0.0', 'one');
      const lines: string[] = [];
      const report = await shop.release({
        env: {
          ...QUIET_ENV,
          ACTIONS_ID_TOKEN_REQUEST_URL: `${registry.url}identity?api-version=2`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
        },
        onProgress: (line) => void lines.push(line),
      });
      expect(report.conclusion).toBe('allow');
      const asked = registry.seen.filter(
        ([method, path]) => !['GET', 'HEAD'].includes(method) || path.startsWith('/identity'),
      );
      const identity = ['GET', '/identity?api-version=2&audience=npm%3A127.0.0.1', 'Bearer request-token'];
      const expected = ['base', 'cart'].flatMap((name) => [
        identity,
        ['POST', `/-/npm/v1/oidc/token/exchange/package/@${scope}%2f${name}`, `Bearer ${IDENTITY}`],
        ['PUT', `/@${scope}%2f${name}`, `Bearer ${token}`],
      ]);
      expect(asked).toEqual(expected);
      expect(JSON.stringify([report, lines])).not.toMatch(/npm_|identity\.of|request-token/);
    } finally {
      await shop.remove();
    }
  });
});
