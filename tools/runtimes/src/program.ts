import protocol from '../../../packages/core/conformance/stabilit-protocol.json' with { type: 'json' };
import docliners from '../../../packages/core/conformance/docliners.json' with { type: 'json' };
import smarts from '../../../packages/core/conformance/smarts.json' with { type: 'json' };
import software from '../../../packages/core/conformance/stabilit-software.json' with { type: 'json' };
import versions from '../../../packages/core/conformance/versions.json' with { type: 'json' };
import {
  createFetch,
  createMessageCheck,
  createVerifier,
  isVersionRefused,
} from '../../../packages/client/src/index.ts';
import {
  checkCompatibility,
  defineFormat,
  formatVersion,
  safeParseVersion,
} from '../../../packages/core/src/index.ts';
import { guardFetch } from '../../../packages/server/src/fetch.ts';
import { createGate } from '../../../packages/server/src/index.ts';

/** What was expected and did not come, one line each; and how much was asked. */
export interface Report {
  readonly checks: number;
  readonly faults: readonly string[];
}

interface Row {
  readonly client: string;
  readonly server: string;
  readonly rule: string;
  readonly verdict: string;
  readonly move: string | null;
  readonly until?: object;
  readonly now?: string;
}

type Expect = (what: string, got: unknown, wanted: unknown) => void;

/** Runs everything against the server at an address; it knows no runtime. */
export async function run(url: string): Promise<Report> {
  const faults: string[] = [];
  let checks = 0;
  const expect: Expect = (what, got, wanted) => {
    checks++;
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
    if (a !== b) faults.push(`${what}: got ${a}, expected ${b}`);
  };
  readVersions(expect);
  decide(expect);
  dropMessages(expect);
  await poll(expect, url);
  await request(expect, url);
  await guard(expect);
  return { checks, faults };
}

function readVersions(expect: Expect): void {
  for (const { text } of versions.valid) expect(text, safeParseVersion(text).kind, 'version');
  for (const value of versions.invalid)
    expect(JSON.stringify(value), safeParseVersion(value).kind, 'problem');
}

function decide(expect: Expect): void {
  const tables: readonly { readonly format?: string; readonly rows: readonly Row[] }[] = [
    docliners,
    smarts,
    software,
  ];
  for (const { format, rows } of tables) {
    const read = (text: string): string => (format ? formatVersion(defineFormat(format).parse(text)) : text);
    for (const row of rows) {
      const now = row.now === undefined ? {} : { now: Date.parse(row.now) };
      const { verdict, move } = checkCompatibility(
        read(row.client),
        read(row.server),
        { table: row.rule, until: row.until as Readonly<Record<string, string>> | undefined },
        now,
      );
      expect(`${row.client} against ${row.server}`, [verdict, move ?? null], [row.verdict, row.move]);
    }
  }
}

function dropMessages(expect: Expect): void {
  const format = defineFormat(protocol.format);
  for (const row of protocol.rows) {
    const check = createMessageCheck({ version: formatVersion(format.parse(row.server)), log() {} });
    expect(`a message of ${row.client}`, check(formatVersion(format.parse(row.client))), row.verdict);
  }
}

async function poll(expect: Expect, url: string): Promise<void> {
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

async function request(expect: Expect, url: string): Promise<void> {
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });
  const send = createFetch(verifier);
  expect('a call that is served', await (await send(`${url}/orders`)).text(), 'orders for 1.4.3');
  expect('what it tells', verifier.decision?.server, '1.5.6');
  const error: unknown = await send(new Request(`${url}/refused`, { method: 'POST', body: 'x' })).catch(
    (thrown: unknown) => thrown,
  );
  expect('a call that is refused', isVersionRefused(error) && error.details.server, '2.0.0');
  expect('what that tells', [verifier.status, verifier.decision?.move], ['refuse', 'client']);
}

async function guard(expect: Expect): Promise<void> {
  const gate = createGate({ name: 'shop', version: '2.0.0', log: false });
  const handle = guardFetch(gate, () => new Response('hello'));
  const ask = (version: string): Promise<Response> =>
    handle(new Request('https://shop.example/', { headers: { 'API-Version': version } }));
  const served = await ask('2.0.1');
  expect('a client that fits', [served.status, await served.text()], [200, 'hello']);
  const refused = await ask('1.4.3');
  const { type } = (await refused.json()) as { readonly type: string };
  expect('one that does not', [refused.status, type], [400, 'urn:verstamp:ClientApiVersionMismatch']);
}
