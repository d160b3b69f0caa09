import { createServer } from 'node:http';
import { stampTag, type ParsedStamp } from '@verstamp/core';
import { createGate, type GateOptions } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { runCommandLine } from 'verstamp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, readExchange } from '../src/exchange.ts';
import { nameOf, readKind } from '../src/pages.ts';
import { listen, type Listening } from '@verstamp/testing/listen';
import { findFreePort } from '@verstamp/testing/port';
import { openTerminal, type Terminal } from '../src/terminal.ts';
import { QUIET_ENV, runProgram, type Ended } from '../src/run.ts';
import { openWorkshop, type Workshop } from '../src/workshop.ts';

// What must end is not what must be quick: other tests run beside these.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const exchanges = readKind('exchange').map((block) => {
  const { until, timing } = block.attributes;
  const set = { ...(until === undefined ? {} : { until: { 1: until } }), serverTiming: timing !== undefined };
  return { name: nameOf(block), set, isPlain: !until && !timing, exchange: readExchange(block) };
});
const programs = readKind('python').map(({ attributes, text }) => ({
  file: attributes['title'] ?? '',
  text,
}));

const NOW = Date.parse('2026-11-21T00:00:00Z');

let plain: Listening;
let workshop: Workshop;
let terminal: Terminal;
let python: string;

beforeAll(async () => {
  plain = await startGate({});
  workshop = await openWorkshop();
  const port = await findFreePort();
  python = `http://127.0.0.1:${port}/`;
  for (const { file, text } of programs) await workshop.write(file, text.replace('3000', String(port)));
  terminal = openTerminal({ cwd: workshop.folder, env: QUIET_ENV });
  await terminal.start('python3 server.py');
  await terminal.print('listening');
});

afterAll(async () => {
  await terminal?.stop();
  await workshop?.remove();
  await plain?.close();
});

/** The server that the page shows, on a day when its older major has not ended. */
async function startGate(set: Partial<GateOptions>): Promise<Listening> {
  const gate = createGate({ name: 'shop', version: '2.1.0', log: false, now: () => NOW, ...set });
  return listen(createServer(guardListener(gate, (_request, response) => response.end('ordered'))));
}

it('shows exchanges, and programs in Python', () => {
  expect(exchanges.length).toBeGreaterThan(3);
  expect(programs.map(({ file }) => file)).toEqual([
    'stamp.py',
    'verstamp.py',
    'server.py',
    'conformance.py',
    'client.py',
  ]);
});

it.each(exchanges)('$name is what our server says', async ({ set, exchange }) => {
  const server = await startGate(set);
  const { body, ...said } = await ask(server.origin, exchange);
  await server.close();
  expect(said).toEqual({ status: exchange.status, headers: exchange.headers });
  if (exchange.body) expect(JSON.parse(body)).toEqual(JSON.parse(exchange.body));
});

describe('the server in Python', () => {
  it.each(exchanges.filter(({ isPlain }) => isPlain))('says $name', async ({ exchange }) => {
    const { body, status, headers } = await ask(python, exchange);
    // It also names the origins whose pages may read its answers.
    const varies = { Vary: headers['Vary']?.replace(', Origin', '') };
    expect({ status, headers: { ...headers, ...varies } }).toEqual({
      status: exchange.status,
      headers: exchange.headers,
    });
    if (!exchange.body) return;
    // Its words are its own.
    const words = { detail: expect.any(String) as unknown };
    const shown = JSON.parse(exchange.body) as Readonly<Record<string, unknown>>;
    expect(JSON.parse(body)).toEqual('detail' in shown ? { ...shown, ...words } : shown);
  });

  it('passes the audit', async () => {
    let output = '';
    const sink = { write: (text: string | Uint8Array) => ((output += String(text)), true) };
    const surroundings = { cwd: workshop.folder, env: QUIET_ENV, stdout: sink, stderr: sink };
    const exit = await runCommandLine(
      ['audit', `${python}api/orders`, '--origin', 'https://shop.example'],
      surroundings,
    );
    expect(output).toMatch(/^The server conforms: \d+ hold, 0 fail, 0 unknown, \d+ skipped\.$/m);
    expect(exit).toBe(0);
  });

  it('knows its document by the tag that a proxy has made weak, as nginx does where it compresses', async () => {
    const { headers } = await fetch(`${python}version.json`);
    const again = await fetch(`${python}version.json`, {
      headers: { 'If-None-Match': `W/${headers.get('ETag')}` },
    });
    expect(again.status).toBe(304);
  });

  it('judges as the conformance data says', async () => {
    const { exit, output } = await runProgram('python3', ['conformance.py'], { cwd: workshop.folder });
    expect(exit, output).toBe(0);
    expect(output).toBe('27 rows hold\n');
  });
});

it.each<ParsedStamp>([
  { name: '@shop/web', version: '1.4.3.417', time: '2026-11-21T02:00:00Z', commit: '1a2b3c4', source: 'git' },
  { name: "Jörg's shop;1", version: '1.4.3.417-rc.1', dirty: true, source: 'ci' },
])('writes the stamp of $name for a page as we do', async (stamp) => {
  await workshop.write('dist/.verstamp/stamp.json', JSON.stringify({ stamp, stamps: [] }));
  const { output } = await runProgram('python3', ['stamp.py', 'dist'], { cwd: workshop.folder });
  expect(output).toBe(`${stampTag(stamp)}\n`);
});

describe('the client in Python', () => {
  it.each([
    ['ours', () => plain.origin],
    ['the one in Python', () => python],
  ])('is refused by %s, and says why', async (_, find) => {
    const { exit, output } = await runClient(find());
    expect([exit, output]).toEqual([
      0,
      expect.stringMatching(/^refuse\nThe API version in the request header/),
    ]);
  });

  it('is warned of the end of its major, and served until then', async () => {
    const server = await startGate({ until: { 1: '2027-01-31' } });
    expect((await runClient(server.origin)).output).toBe('warn\nordered\n');
    await server.close();
  });

  it('looks at no end but that of its own major', async () => {
    const until = { ['1'.repeat(5000)]: '2027-01-31', '01': '2027-01-31' };
    const document = JSON.stringify({ name: 'shop', version: '2.1.0', until });
    const stranger = await listen(
      createServer(({ url }, response) => response.end(url === '/version.json' ? document : 'ordered')),
    );
    expect((await runClient(stranger.origin)).output).toBe('refuse\nordered\n');
    await stranger.close();
  });

  it('knows nothing of a server that serves something else', async () => {
    const page = '<!doctype html><title>Log in</title>';
    const stranger = await listen(createServer((_request, response) => response.end(page)));
    const { output } = await runClient(stranger.origin);
    expect(output).toBe('unknown\n<!doctype html><title>Log in</title>\n');
    await stranger.close();
  });

  it.each([
    ['breaks off', '{"name":'],
    ['nests for ever', '['.repeat(60_000)],
    ['names a rule that is no text', '{"name":"shop","version":"2.1.0","rule":11111111}'],
    ['names an end that is no date', '{"name":"shop","version":"2.1.0","until":{"1":"soon"}}'],
    ['names no end', '{"name":"shop","version":"2.1.0","until":{"1":null}}'],
  ])('knows nothing of a server whose document %s', async (_, text) => {
    const stranger = await listen(
      createServer(({ url }, response) => {
        if (url !== '/version.json') response.end('ordered');
        else if (text.endsWith(':')) response.write(text, () => response.destroy());
        else response.end(text);
      }),
    );
    expect((await runClient(stranger.origin)).output).toBe('unknown\nordered\n');
    await stranger.close();
  });
});

async function runClient(origin: string): Promise<Ended> {
  return runProgram('python3', ['client.py', origin.replace(/\/$/, '')], { cwd: workshop.folder });
}
