import type * as Http from 'node:http';
import type { Answer } from '../answer.ts';
import { NO_CREDENTIALS, type Credentials } from '../settings/credentials.ts';
import type { Agents } from './agents.ts';
import { http, loadHttps } from './http.ts';
import { onStall } from './on-stall.ts';
import { Stalled, TooLarge } from './unreachable.ts';

/** A request; the credentials are shown to this URL's origin only, never to where it redirects. */
export interface FetchRequest extends Credentials {
  readonly url: string;
  /** @default GET */
  readonly method?: 'GET' | 'HEAD';
  readonly maxBytes: number;
}

const MAX_REDIRECTS = 5;

/** Caches on the way are to ask the registry itself. */
const HEADERS = { accept: 'application/json', 'cache-control': 'no-cache' };

/**
 * Asks once, and goes where redirects lead.
 *
 * @param timeoutMs - How long there may be no progress.
 * @throws Stalled, TooLarge, or what the connection failed by.
 */
export async function follow(request: FetchRequest, agents: Agents, timeoutMs: number): Promise<Answer> {
  let { url } = request;
  let shown: Credentials = request;
  for (let hops = 0; ; hops++) {
    const { authorization, certificate } = shown;
    const sent = { ...request, url, authorization, certificate };
    const { answer, location } = await exchange(sent, agents, timeoutMs);
    if (location === undefined || hops === MAX_REDIRECTS) return answer;
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) shown = NO_CREDENTIALS;
    url = next.href;
  }
}

interface Exchange {
  readonly answer: Answer;
  /** Where a redirect leads. */
  readonly location: string | undefined;
}

async function exchange(
  { url, method = 'GET', authorization, certificate, maxBytes }: FetchRequest,
  agents: Agents,
  timeoutMs: number,
): Promise<Exchange> {
  const address = new URL(url);
  const agent = await agents(address, certificate);
  const { request: send } = address.protocol === 'https:' ? loadHttps() : http;
  const headers = { ...HEADERS, ...(authorization === undefined ? {} : { authorization }) };
  return new Promise((resolve, reject) => {
    let stall: Stalled | undefined;
    const fail = (error: Error) => reject(stall ?? error);
    // Given here and not to `setTimeout`, it counts while connecting, too.
    const request = send(address, { agent, method, headers, timeout: timeoutMs }, (response) => {
      collect(response, maxBytes, (body) => {
        const status = response.statusCode ?? 0;
        const location = status >= 301 && status <= 308 ? response.headers.location : undefined;
        resolve({ answer: { status, body }, location });
      });
      response.on('error', fail);
    });
    onStall(request, () => {
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
