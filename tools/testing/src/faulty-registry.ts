import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { listen } from './listen.ts';
import type { TestRegistry } from './registry.ts';

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
  const { origin, close } = await listen(server);
  const faulty: FaultyRegistry = {
    url: `${origin}/`,
    seen,
    bodies,
    fault: () => ({ kind: 'pass' }),
    async close() {
      closing.abort();
      await close();
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
