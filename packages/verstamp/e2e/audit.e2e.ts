import { createServer, type RequestListener } from 'node:http';
import { createGate, type GateOptions } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { defineFormat } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { listen } from '@verstamp/testing/listen';
import { runCommandLine } from '../src/run.ts';

/** What a run came to. */
interface Run {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `verstamp audit` in this process. */
async function run(...args: readonly string[]): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) => ({
    write: (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    },
  });
  const surroundings = { cwd: import.meta.dirname, env: {}, stdout: sink('stdout'), stderr: sink('stderr') };
  const exit = await runCommandLine(['audit', ...args], surroundings);
  return { exit, ...written };
}

/** Runs `verstamp audit` against a server that lives as long. */
async function audit(
  listener: RequestListener,
  { path = '/orders', args = [] as readonly string[] } = {},
): Promise<Run> {
  const { origin, close } = await listen(createServer(listener));
  try {
    return await run(`${origin}${path}`, ...args);
  } finally {
    await close();
  }
}

function guarded(options: Partial<GateOptions> = {}): RequestListener {
  const gate = createGate({ name: 'shop', version: '2.1.0.417', log: false, ...options });
  return guardListener(gate, (_request, response) =>
    response.setHeader('Access-Control-Allow-Origin', '*').end('hello'),
  );
}

/** The same, but refusals may be cached. */
const careless: RequestListener = (request, response) => {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    set(name, name === 'Cache-Control' && value === 'no-store' ? 'max-age=60' : value);
  guarded()(request, response);
};

/** Serves the version document, and lets everything else by. */
const ungated: RequestListener = (request, response) =>
  request.url === '/version.json' ? guarded()(request, response) : response.end('a page');

describe('verstamp audit', () => {
  it('exits 0 where every MUST holds', async () => {
    const { exit, stdout, stderr } = await audit(guarded());
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^asking 127\.0\.0\.1:\d+, one request after the other\n$/);
    expect(stdout).toMatch(
      /^shop 2\.1\.0\.417 at http:\/\/127\.0\.0\.1:\d+\/orders, held to the rule xx------\n/,
    );
    expect(stdout).toMatch(/\nThe server conforms: \d+ hold, 0 fail, 0 unknown, \d+ skipped\.\n$/);
  });

  it('exits 1 where one fails, and says what was expected and what came', async () => {
    const { exit, stdout } = await audit(careless);
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /^fails +MUST +refuse-no-store +A server keeps refusals out of caches\. Expected Cache-Control: no-store, got Cache-Control: "max-age=60"\.$/m,
    );
    expect(stdout).toContain('The server does not conform');
  });

  it('asks about the address where no gate is in front of it', async () => {
    const { exit, stdout } = await audit(ungated, { path: '/' });
    expect(exit).toBe(1);
    expect(stdout).toMatch(/ fail, .*\nIs this an address that the gate is in front of\?.+instead\.\n$/);
    expect((await audit(careless)).stdout).not.toContain('Is this an address');
  });

  it('prints one document with --json', async () => {
    const { exit, stdout } = await audit(careless, { args: ['--json'] });
    expect(exit).toBe(1);
    const { outcome, server, results } = JSON.parse(stdout) as {
      readonly outcome: string;
      readonly server: string;
      readonly results: readonly { readonly id: string; readonly outcome: string }[];
    };
    expect([outcome, server]).toEqual(['fails', '2.1.0.417']);
    expect(results.filter((result) => result.outcome === 'fails').map(({ id }) => id)).toEqual([
      'refuse-head',
      'refuse-no-store',
    ]);
  });

  it('signs in with the credentials of a URL, and shows them nowhere', async () => {
    const server = createServer((request, response) => {
      const isKnown =
        request.headers.authorization === `Basic ${Buffer.from('zoe:secret').toString('base64')}`;
      if (isKnown) guarded()(request, response);
      else response.writeHead(401).end();
    });
    const { origin, close } = await listen(server);
    try {
      const url = `${origin.replace('//', '//zoe:secret@')}/orders`;
      const { exit, stdout, stderr } = await run(url);
      expect(exit).toBe(0);
      const wrong = await run(url, 'ftp://zoe:secret@x');
      expect(stdout + stderr + wrong.stderr + (await run('ftp://zoe:secret@x')).stderr).not.toMatch(
        /zoe|secret/,
      );
    } finally {
      await close();
    }
  });

  it('is told what a server does not say', async () => {
    const template = 'V{major}.{minor}-{revision:3}';
    const connector = guarded({
      version: 'V3.2-023',
      format: defineFormat(template),
      rule: 'xx-x-x-x',
      document: '/about.json',
      cors: { origin: '*' },
    });
    const args = ['--format', template, '--document', '/about.json', '--origin', 'https://shop.example'];
    const { exit, stdout } = await audit(connector, { args });
    expect(exit).toBe(0);
    expect(stdout).toContain('shop 3.2.0.23');
  });

  it('exits 3 where nobody answers, or nobody names a version, and shows no query', async () => {
    const silent = await audit((_request, response) => response.end('hello'), { path: '/?key=secret' });
    expect(silent.exit).toBe(3);
    expect(silent.stderr).toMatch(/^verstamp: SERVER_SILENT: /m);
    const unreachable = await run('http://127.0.0.1:1/?key=secret');
    expect(unreachable.exit).toBe(3);
    expect(unreachable.stderr).toMatch(/^verstamp: SERVER_UNREACHABLE: /m);
    expect(silent.stderr + unreachable.stderr).not.toContain('secret');
  });

  it.each([
    [[]],
    [['http://127.0.0.1:1', 'http://127.0.0.1:1']],
    [['ftp://127.0.0.1']],
    [['http://127.0.0.1:1', '--rule', 'xx']],
    [['http://127.0.0.1:1', '--format', '{major']],
    [['http://127.0.0.1:1', '--document', 'version.json']],
    [['http://127.0.0.1:1', '--document', '/a.json', '--no-document']],
    [['http://127.0.0.1:1', '--origin', 'nonsense']],
    [['http://127.0.0.1:1', '--origin', 'https://shop.example/']],
    [['http://127.0.0.1:1', '--document', '//']],
  ])('exits 2 where it is used wrongly: %j', async (args) => {
    const { exit, stdout } = await run(...args);
    expect([exit, stdout]).toEqual([2, '']);
  });
});
