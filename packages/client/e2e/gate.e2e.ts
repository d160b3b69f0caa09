import { clientNotNewer, defineFormat } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { createGate, type GateOptions } from '../../server/src/index.ts';
import { guardListener } from '../../server/src/node.ts';
import { createFetch, createVerifier, isVersionRefused, type Verifier } from '../src/index.ts';
import { serve } from './server.ts';

const stamp = { name: 'shop', version: '5.0.0.417', time: '2026-11-21T02:00:00Z', commit: '1a2b3c4d5e6f' };

/** Starts a server behind a gate. */
async function serveGate(options: GateOptions): Promise<string> {
  const gate = createGate({ log: false, ...options });
  return (await serve(guardListener(gate, (_, response) => response.end('handled')))).url;
}

function makeVerifier(url: string, name: string, version: string): Verifier {
  return createVerifier({ name, version, rule: 'xx------', documentUrl: `${url}/version.json`, log() {} });
}

/** Tells what becomes of a call. */
async function call(verifier: Verifier, url: string): Promise<unknown> {
  return createFetch(verifier)(url).then(
    (response) => response.text(),
    (error: unknown) => (isVersionRefused(error) ? error.details : error),
  );
}

describe('a server with a notation of its own', () => {
  const connector: GateOptions = {
    name: 'connector',
    version: 'V3.2-023',
    format: defineFormat('V{major}.{minor}-{revision:3}'),
    rule: clientNotNewer,
    unreadable: 'refuse',
    status: 423,
    text: ({ sent }) => `Incompatible SC version nr. [${sent}]`,
  };

  it.each([
    ['3.2.0.23', 'the same build'],
    ['3.2.0.21', 'an older revision'],
    ['3.1.0.6', 'an older version'],
    ['3.2.0', 'no revision'],
  ])('takes %s as a stamp has it: %s', async (version) => {
    const url = await serveGate(connector);
    const verifier = makeVerifier(url, 'connector', version);
    expect(await call(verifier, url)).toBe('handled');
    expect(await verifier.check()).toBe('allow');
    expect(verifier.decision?.server).toBe('3.2.0.23');
  });

  it.each([
    ['3.2.0.25', 'server'],
    ['3.2.1.23', 'server'],
    ['3.2.0.1000', 'server'],
    ['2.2.0.23', 'client'],
  ])('refuses %s, and names it as it was sent', async (version, move) => {
    const url = await serveGate(connector);
    const verifier = makeVerifier(url, 'connector', version);
    expect(await call(verifier, url)).toMatchObject({
      code: 'ClientApiVersionMismatch',
      status: 423,
      client: version,
      server: '3.2.0.23',
      move,
      detail: `Incompatible SC version nr. [${version}]`,
    });
    expect(verifier.status).toBe('refuse');
  });
});

describe('an API with a version of its own', () => {
  it('is asked by that version, and the page of the same build fits the document', async () => {
    const url = await serveGate({ ...stamp, api: '2.1.0', until: { 1: '2020-01-01' } });
    const page = makeVerifier(url, stamp.name, stamp.version);
    expect(await page.check()).toBe('allow');
    const api = makeVerifier(url, 'shop-api', '2.0.7');
    // The document is about another name.
    expect(await api.check()).toBe('unknown');
    expect(await call(api, url)).toBe('handled');
    expect(api).toMatchObject({ status: 'allow', decision: { server: '2.1.0' } });
    const old = makeVerifier(url, 'shop-api', '1.4.3');
    expect(await call(old, url)).toMatchObject({ server: '2.1.0', move: 'client', until: '2020-01-01' });
  });

  it('leaves the page of another build to the rule of the page', async () => {
    const url = await serveGate({ ...stamp, api: '2.1.0', rule: 'xxxxxxxx' });
    expect(await makeVerifier(url, stamp.name, '5.1.0.500').check()).toBe('allow');
    expect(await makeVerifier(url, stamp.name, '4.9.0.300').check()).toBe('refuse');
  });
});
