// The library has no types; packages that import this one from source must see ours.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="../npmcli.d.ts" />
import type * as Http from 'node:http';
import type * as Https from 'node:https';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { registryUnreachable } from '@verstamp/core/problems';
import type { Answer } from './answer.ts';
import type { Connection } from './settings.ts';

/** Why a request came to nothing. */
export type Unreachable = ReturnType<typeof registryUnreachable>;

/** One thing to fetch. */
export interface FetchRequest {
  readonly url: string;
  /** @default GET */
  readonly method?: 'GET' | 'HEAD';
  /** The Authorization header; sent to this URL's origin only, never to where it redirects. */
  readonly authorization: string | undefined;
  readonly maxBytes: number;
}

/** How long and how often is tried. */
export interface Patience {
  /** How long an origin may go without any progress before it counts as sick. @default 10 000 */
  readonly timeoutMs: number;
  /** The pauses before further tries after a reset, 408, 429 or 5xx, in milliseconds. @default [250] */
  readonly pausesMs: readonly number[];
}

/** The patience that holds unless another is given. */
export const PATIENCE: Patience = { timeoutMs: 10_000, pausesMs: [250] };

/** Fetches from registries over kept-alive connections. */
export interface Transport {
  /** @throws VerstampError `REGISTRY_UNREACHABLE` where no answer came. */
  fetch(request: FetchRequest): Promise<Answer>;
  close(): void;
}

type Agents = (url: URL) => Promise<Http.Agent>;

// An import would ask for everything that the module exports, WebSocket too: six times the CPU of the rest.
const require = createRequire(import.meta.url);
const http = require('node:http') as typeof Http;
const loadHttps = () => require('node:https') as typeof Https;

const MAX_REDIRECTS = 5;

/** Caches on the way are to ask the registry itself. */
const HEADERS = { accept: 'application/json', 'cache-control': 'no-cache' };

/** Creates a transport; an origin that made no progress for a while is not asked again by it. */
export function createTransport(connection: Connection, patience: Patience = PATIENCE): Transport {
  const { agents, close } = createAgents(connection);
  const sick = new Map<string, Unreachable>();
  const attempt = async (request: FetchRequest): Promise<Answer> => {
    if (!URL.canParse(request.url)) throw nowhere();
    const { origin } = new URL(request.url);
    const known = sick.get(origin);
    if (known) throw known;
    return follow(request, agents, patience.timeoutMs).catch((error: unknown) => {
      const problem = error instanceof Stalled ? stalled(request.url, error, patience) : undefined;
      if (problem) sick.set(origin, problem);
      throw problem ?? broken(request.url, error);
    });
  };
  const fetch = async (request: FetchRequest, tries = 0): Promise<Answer> => {
    const wait = patience.pausesMs[tries];
    const answer = await attempt(request).catch((error: Unreachable) => error);
    const failed = answer instanceof Error;
    const passing = failed ? isPassing(answer) : isSick(answer.status);
    if (passing && wait !== undefined) {
      await pause(wait);
      return fetch(request, tries + 1);
    }
    if (failed) throw answer;
    return answer;
  };
  return { fetch: async (request) => fetch(request), close };
}

class Stalled extends Error {}
class TooLarge extends Error {}
class Nowhere extends Error {}

async function follow(request: FetchRequest, agents: Agents, timeoutMs: number): Promise<Answer> {
  let { url, authorization } = request;
  for (let hops = 0; ; hops++) {
    const { answer, location } = await exchange({ ...request, url, authorization }, agents, timeoutMs);
    if (location === undefined || hops === MAX_REDIRECTS) return answer;
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) authorization = undefined;
    url = next.href;
  }
}

interface Exchange {
  readonly answer: Answer;
  /** Where a redirect leads. */
  readonly location: string | undefined;
}

async function exchange(
  { url, method = 'GET', authorization, maxBytes }: FetchRequest,
  agents: Agents,
  timeoutMs: number,
): Promise<Exchange> {
  const address = new URL(url);
  const agent = await agents(address);
  const { request: send } = address.protocol === 'https:' ? loadHttps() : http;
  const headers = { ...HEADERS, ...(authorization === undefined ? {} : { authorization }) };
  return new Promise((resolve, reject) => {
    let stall: Stalled | undefined;
    const fail = (error: unknown) => reject(stall ?? error);
    const request = send(address, { agent, method, headers }, (response) => {
      collect(response, maxBytes, (body) => {
        const status = response.statusCode ?? 0;
        const location = status >= 301 && status <= 308 ? response.headers.location : undefined;
        resolve({ answer: { status, body }, location });
      });
      response.on('error', fail);
    });
    // Counts from the last byte in either direction, connecting included.
    request.setTimeout(timeoutMs, () => {
      stall = new Stalled();
      request.destroy(stall);
    });
    request.on('error', fail);
    request.end();
  });
}

/** Events cost a fifth less than reading with a loop; an answer that is cut, or too large, is an error of it. */
function collect(response: Http.IncomingMessage, maxBytes: number, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) response.destroy(new TooLarge());
    else chunks.push(chunk);
  });
  response.on('end', () => done(Buffer.concat(chunks)));
}

function createAgents({ proxy, noProxy, ca, cert, key, strictSsl }: Connection): {
  readonly agents: Agents;
  readonly close: () => void;
} {
  const shared = { keepAlive: true, maxSockets: 16 };
  const secure = {
    ...shared,
    rejectUnauthorized: strictSsl,
    ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
  const used = new Map<string, Http.Agent>();
  const direct = (protocol: string) => {
    const known = used.get(protocol);
    if (known) return known;
    const agent = protocol === 'https:' ? new (loadHttps().Agent)(secure) : new http.Agent(shared);
    used.set(protocol, agent);
    return agent;
  };
  const proxied = new Set<Http.Agent>();
  const agents: Agents = async ({ protocol, href }) => {
    if (proxy !== undefined) {
      // Costs more to load than everything else here, and most machines have no proxy.
      const { getAgent } = await import('@npmcli/agent');
      const agent = getAgent(href, { ...secure, proxy, noProxy });
      if (agent) {
        proxied.add(agent);
        return agent;
      }
    }
    return direct(protocol);
  };
  const close = () => {
    for (const agent of [...used.values(), ...proxied]) agent.destroy();
  };
  return { agents, close };
}

/** Drops whatever may be a secret from a URL: user, password, query and fragment; all of it where it is none. */
export function showUrl(url: string): string {
  if (!URL.canParse(url)) return NO_URL;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

const NO_URL = 'an address that is no URL';

function isSick(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function isPassing(problem: Unreachable): boolean {
  const { cause } = problem;
  return ![Stalled, TooLarge, Nowhere].some((lasting) => cause instanceof lasting);
}

function nowhere(): Unreachable {
  const reason = 'the registry, or what it names as its tarball, has no address.';
  return registryUnreachable({ url: NO_URL, status: undefined, reason }, { cause: new Nowhere() });
}

function stalled(url: string, cause: Stalled, { timeoutMs }: Patience): Unreachable {
  const reason = `it made no progress for ${timeoutMs / 1000} s.`;
  return registryUnreachable({ url: showUrl(url), status: undefined, reason }, { cause });
}

function broken(url: string, cause: unknown): Unreachable {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const reason =
    cause instanceof TooLarge
      ? 'its answer is larger than anything expected there.'
      : `the connection failed${typeof code === 'string' ? ` (${code})` : ''}.`;
  return registryUnreachable({ url: showUrl(url), status: undefined, reason }, { cause });
}
