import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const require = createRequire(import.meta.url);
// Its declarations do not compile by themselves.
const { runServer } = require('verdaccio') as {
  readonly runServer: (config: object) => Promise<Server>;
};

/** A real registry of this test's own. */
export interface TestRegistry {
  /** Its address, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a Verdaccio in this process, on a free port, with a store that is removed afterwards. */
export async function startRegistry(): Promise<TestRegistry> {
  const store = await mkdtemp(join(tmpdir(), 'verstamp-registry-'));
  const app = await runServer({
    storage: store,
    self_path: store,
    auth: { htpasswd: { file: join(store, 'htpasswd'), max_users: 100 } },
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$all', unpublish: '$all' } },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  });
  const url = await listen(app);
  const close = async () => {
    await stop(app);
    await rm(store, { recursive: true, force: true });
  };
  return { url, close };
}

/** What a faulty registry does with a request; `pass` lets the real one answer. */
export type Fault =
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Promises a whole answer and cuts the connection in the middle of it. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'reset' }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Answers headers and some bytes, then never again. */
  | { readonly kind: 'stall' }
  /** Passes, and the answer never arrives; `before` runs when there is one. */
  | { readonly kind: 'lose'; readonly before?: () => void }
  /** Passes after a while, whether or not anybody still waits for the answer. */
  | { readonly kind: 'late'; readonly milliseconds: number }
  /** Passes, with other bytes in the body. */
  | { readonly kind: 'swap'; readonly change: (body: Buffer) => Buffer };

/** A proxy before a registry that injects faults. */
export interface FaultyRegistry extends TestRegistry {
  /** Chooses what happens to a request. */
  fault: (method: string, path: string) => Fault;
  /** Every request that came: method, path, Authorization. */
  readonly seen: (readonly [method: string, path: string, authorization: string | undefined])[];
  /** The requests that brought a body: method and path. */
  readonly bodies: string[];
}

/** Starts a fault-injecting proxy before a real registry. */
export async function startFaultyRegistry(target: string): Promise<FaultyRegistry> {
  const seen: FaultyRegistry['seen'] = [];
  const bodies: string[] = [];
  const closing = new AbortController();
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    seen.push([method, url, headers.authorization]);
    if (headers['content-length'] ?? headers['transfer-encoding']) bodies.push(`${method} ${url}`);
    inject(faulty.fault(method, url), { incoming, outgoing, target, signal: closing.signal });
  });
  const url = await listen(server);
  const faulty: FaultyRegistry = {
    url,
    seen,
    bodies,
    fault: () => ({ kind: 'pass' }),
    async close() {
      closing.abort();
      await stop(server);
    },
  };
  return faulty;
}

interface Passage {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly target: string;
  /** Aborted when the proxy closes. */
  readonly signal: AbortSignal;
}

function inject(fault: Fault, passage: Passage): void {
  const { incoming, outgoing } = passage;
  if (fault.kind === 'pass') return forward(passage, (body) => body);
  if (fault.kind === 'lose') return forward(passage, (body) => body, fault.before ?? (() => undefined));
  if (fault.kind === 'late') return void forwardLate(passage, fault.milliseconds);
  if (fault.kind === 'swap') return forward(passage, fault.change);
  incoming.resume();
  if (fault.kind === 'answer') {
    outgoing.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers }).end(fault.body);
  } else if (fault.kind === 'reset') {
    incoming.socket.resetAndDestroy();
  } else if (fault.kind !== 'hang') {
    outgoing.writeHead(200, { 'content-length': '1000' }).write('{"name":');
    if (fault.kind === 'cut') outgoing.write('"', () => incoming.socket.destroy());
  }
}

/** Addresses in the answer are those of the proxy, since the Host header goes with the request. */
function forward(
  { incoming, outgoing, target }: Passage,
  change: (body: Buffer) => Buffer,
  lose?: () => void,
): void {
  const { method, url = '', headers } = incoming;
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      if (lose) {
        lose();
        return void incoming.socket.resetAndDestroy();
      }
      const { 'content-length': _, 'transfer-encoding': __, ...rest } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, rest).end(change(Buffer.concat(chunks)));
    });
  });
  incoming.pipe(onward);
}

/** The sender may be gone by then; what it sent arrives all the same. */
async function forwardLate(
  { incoming, outgoing, target, signal }: Passage,
  milliseconds: number,
): Promise<void> {
  const { method = 'GET', url = '', headers } = incoming;
  const body = await incoming.toArray();
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) return;
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.end(Buffer.concat(body));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
