import { askAgain } from '@verstamp/core/problems';
import { collect } from './collect.ts';

/** What came back from a site. */
export interface Reply {
  /** What was asked for, without a query. */
  readonly asked: string;
  /** Where it came from in the end, without a query. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Whether the body went on. */
  readonly isCut: boolean;
}

/** How a site is asked. */
export interface ReplyOptions {
  /** As {@link createSiteFetch} makes it. */
  readonly fetch: typeof globalThis.fetch;
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  /** How long nothing may come. @default 10_000 */
  readonly timeoutMs?: number;
  /** How long it may take in all: what never ends is no page. @default 600_000 */
  readonly longestMs?: number;
}

/** Asks a site with GET; throws what fetch throws if no answer comes. */
export async function requestReply(url: URL, options: ReplyOptions): Promise<Reply> {
  return askAgain(async () => request(url, options));
}

const STEPS = 20;

async function request(
  url: URL,
  { fetch, headers = {}, maxBytes, timeoutMs = 10_000, longestMs = 600_000 }: ReplyOptions,
): Promise<Reply> {
  const silent = new AbortController();
  let quiet = 0;
  const hear = (): void => void (quiet = 0);
  // Steps are counted, not the time: this process itself may be held up.
  const timer = setInterval(() => {
    if (++quiet === STEPS) silent.abort(new DOMException('nothing came', 'TimeoutError'));
  }, timeoutMs / STEPS);
  const signal = AbortSignal.any([silent.signal, AbortSignal.timeout(longestMs)]);
  try {
    const response = await fetch(url, { headers, signal });
    hear();
    const { bytes: body, isCut } = await collect(listen(response.body ?? [], hear), maxBytes);
    const places = { asked: showUrl(url), url: showUrl(new URL(response.url)) };
    const { status, headers: received } = response;
    return { ...places, status, headers: received, body, isCut };
  } finally {
    clearInterval(timer);
  }
}

/** Begins the time anew with all that comes: what is large may be long in coming. */
async function* listen(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  hear: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    hear();
    yield chunk;
  }
}

/** Decodes JSON as clients do, which take neither comments nor trailing commas; `undefined` if it is none. */
export function decodeJson({ body }: Pick<Reply, 'body'>): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** Shows a URL without what may bear credentials. */
export function showUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}
