import { readFileSync } from 'node:fs';
import {
  checkCompatibility,
  clientNotNewer,
  clientNotOlder,
  defineFormat,
  messageProtocol,
  readVersionDocument,
  sameMajor,
} from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { guardFetch } from '../src/fetch.ts';
import { createGate, type GateOptions, type LogEntry } from '../src/index.ts';
import { guardListener } from '../src/node.ts';
import { adapters, ask, bridge, listen } from './serve.ts';

interface Row {
  readonly client: string;
  readonly server: string;
  readonly verdict: string;
  readonly move: 'client' | 'server' | null;
  readonly until?: Record<string, string>;
  readonly now?: string;
}

function rowsOf(table: string): readonly Row[] {
  const url = new URL(import.meta.resolve(`@verstamp/core/conformance/${table}.json`));
  return (JSON.parse(readFileSync(url, 'utf8')) as { rows: readonly Row[] }).rows;
}

const software = defineFormat('V{major}.{minor}-{revision:3}');

function connector(version: string, log: GateOptions['log'] = false): GateOptions {
  return {
    name: 'service-connector',
    version,
    format: software,
    rule: clientNotNewer,
    unreadable: 'refuse',
    status: 423,
    text: ({ sent }) => `Incompatible SC version nr. [${sent}]`,
    log,
  };
}

describe.each(Object.entries(adapters))('over %s', (_, serve) => {
  it.each(rowsOf('docliners'))('document exchange: $client against $server is $verdict', async (row) => {
    const { now } = row;
    await using server = await serve({
      name: 'docliners',
      version: row.server,
      rule: sameMajor,
      until: row.until,
      log: false,
      ...(now === undefined ? {} : { now: () => Date.parse(now) }),
    });
    const reply = await ask(server.origin, ['API-Version', row.client]);
    expect(server.handled).toHaveLength(row.verdict === 'refuse' ? 0 : 1);
    expect('sunset' in reply.headers).toBe(row.verdict === 'warn');
    if (row.verdict !== 'refuse') {
      expect(reply).toMatchObject({ status: 200, body: 'handled' });
      return;
    }
    const { code, detail, move } = JSON.parse(reply.body) as Record<string, string>;
    expect({ status: reply.status, code, move }).toEqual({
      status: 400,
      code: 'ClientApiVersionMismatch',
      move: row.move,
    });
    expect(detail).toMatch(/^The API version in the request header does not match the server's\. /);
    expect(detail).toContain(`Client ${row.client} is not compatible with server ${row.server}`);
    if (row.until?.[row.client.charAt(0)]) expect(detail).toContain('can no longer be used');
  });

  it.each(rowsOf('smarts'))('mobile: client $client finds $server to be $verdict on contact', async (row) => {
    const format = defineFormat('{major}.{minor}');
    const options = { name: 'smarts', format, rule: clientNotOlder, enabled: false, log: false } as const;
    await using server = await serve({ ...options, version: row.server });
    // The server answers any client with its version; the client checks.
    const contact = await ask(server.origin, ['API-Version', row.client]);
    expect(contact).toMatchObject({ status: 200, body: 'handled' });
    expect(contact.headers['api-version'] ?? row.client).toBe(row.server);
    const advertised = readVersionDocument(
      JSON.parse((await ask(`${server.origin}/version.json`)).body) as unknown,
    );
    const client = `${row.client}.0`;
    const decision = checkCompatibility(client, advertised?.version, advertised?.rule ?? '');
    expect(decision).toMatchObject({ verdict: row.verdict, server: `${row.server}.0` });
  });

  it.each(rowsOf('stabilit-software'))('connector: $client against $server is $verdict', async (row) => {
    const sent = `V${row.client}`;
    await using server = await serve(connector(`V${row.server}`));
    for (const path of ['/attach', '/register']) {
      const reply = await ask(server.origin + path, ['API-Version', sent], 'POST');
      if (row.verdict === 'allow') {
        expect(reply.status).toBe(200);
        continue;
      }
      const text = `Incompatible SC version nr. [${sent}]`;
      expect([reply.status, reply.statusText]).toEqual([423, text]);
      expect(JSON.parse(reply.body)).toMatchObject({ detail: text, move: row.move });
    }
    expect(server.handled).toHaveLength(row.verdict === 'allow' ? 2 : 0);
  });

  it('connector: the check is switched off at the server', async () => {
    await using server = await serve({ ...connector('V3.2-023'), enabled: false });
    const reply = await ask(`${server.origin}/attach`, ['API-Version', 'V5.4-456'], 'POST');
    expect(reply.status).toBe(200);
  });
});

/** Brokers that let ATTACH through to nobody and hand every later call to the hop behind them. */
const brokers = {
  node: (options: GateOptions, behind: string) =>
    listen(
      [],
      guardListener(createGate(options), (request, response) => {
        if (request.url === '/attach') {
          response.end('attached');
          return;
        }
        const version = request.headers['api-version']?.toString() ?? '';
        void ask(behind + request.url, ['API-Version', version], request.method).then((reply) => {
          response.writeHead(reply.status, reply.statusText, reply.headers);
          return response.end(reply.body);
        });
      }),
    ),
  fetch: (options: GateOptions, behind: string) =>
    listen(
      [],
      bridge(
        guardFetch(createGate(options), (request) => {
          const { pathname } = new URL(request.url);
          if (pathname === '/attach') return new Response('attached');
          // What fetch() gives has headers that nobody can change.
          return fetch(behind + pathname, { method: request.method, headers: request.headers });
        }),
      ),
    ),
};

describe.each(Object.entries(brokers))('a cascade over %s', (_, startBroker) => {
  it('attaches to the nearest hop and hears the refusal of the hop behind on a later call', async () => {
    await using service = await adapters.node(connector('V3.0-001'));
    await using broker = await startBroker(connector('V3.2-023'), service.origin);
    const sent = ['API-Version', 'V3.1-006'];
    expect((await ask(`${broker.origin}/attach`, sent, 'POST')).body).toBe('attached');
    const later = await ask(`${broker.origin}/execute`, sent);
    expect([later.status, later.statusText]).toEqual([423, 'Incompatible SC version nr. [V3.1-006]']);
    // The version in the answer is that of the hop that refused.
    expect(later.headers).toMatchObject({ 'api-version': 'V3.0-001', 'cache-control': 'no-store' });
    expect(later.headers.vary).toBe('API-Version');
    expect(JSON.parse(later.body)).toMatchObject({ server: '3.0.0.1', code: 'ClientApiVersionMismatch' });
  });
});

describe('protocol version on every message', () => {
  it.each(rowsOf('stabilit-protocol'))('$client at a receiver of $server is $verdict', (row) => {
    const entries: LogEntry[] = [];
    const gate = createGate({
      name: 'scmp',
      version: row.server,
      format: defineFormat('{major}.{minor}'),
      rule: messageProtocol,
      log: (entry) => entries.push(entry),
    });
    expect(gate.checkMessage(row.client)).toBe(row.verdict);
    expect(entries.map(({ kind }) => kind)).toEqual(row.verdict === 'discard' ? ['discard'] : []);
    expect(gate.checkMessage(row.server)).toBe('allow');
  });
});
