import { VERSION_HEADER, VERSION_QUERY } from '@verstamp/core';
import { readRefusedResponse } from './refused.ts';
import type { Verifier } from './verifier.ts';

/**
 * How a request carries this client's version; `none` leaves the request and its answer alone. An address that has
 * an `api-version` of its own, or can have none (`data:`, `blob:`), is not changed by `query`.
 */
export type Carrier = 'header' | 'query' | 'none';

/** Options of {@link createFetch}. */
export interface FetchOptions {
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Chooses how a request to an address carries the version. By default the header within the page's own
   * origin and outside of browsers, and the query parameter, which costs no preflight, to other origins.
   */
  readonly carrier?: ((url: URL) => Carrier) | undefined;
  /**
   * How long the body of a problem may take to read, in milliseconds; after that the app gets the response as it is.
   * @default 10_000
   */
  readonly timeoutMs?: number | undefined;
}

/**
 * Creates a fetch that sends this client's version, learns the server's from every answer, and throws
 * {@link VersionRefusedError} on whichever call the server refuses it. Everything else is as without it.
 */
export function createFetch(verifier: Verifier, options: FetchOptions = {}): typeof globalThis.fetch {
  // Taken now: an app may put what it gets in the place of the global one.
  const { carrier = chooseCarrier, timeoutMs = 10_000, fetch: send = fetch } = options;
  return async (input, init) => {
    // A request knows the base of the page or worker that it is made in.
    const url = new URL(new Request((input as Partial<Request>).url ?? input).url);
    const chosen = carrier(url);
    if (chosen === 'none') return send(input, init);
    const { version } = verifier;
    if (version !== undefined) {
      if (chosen === 'header') init = withHeader(input, init, version);
      else input = await withQuery(input, url, version);
    }
    const response = await send(input, init);
    const refused = await readRefusedResponse(response, timeoutMs);
    verifier.see(refused ? refused.details : response);
    if (refused) throw refused;
    return response;
  };
}

function chooseCarrier(url: URL): Carrier {
  // In a sandbox, where a page has an origin of its own, `location` has still that of its address.
  const { location, origin } = globalThis;
  return !location || origin === url.origin ? 'header' : 'query';
}

type Input = Parameters<typeof globalThis.fetch>[0];

function withHeader(input: Input, init: RequestInit | undefined, version: string): RequestInit {
  // Options that are not empty, be it by a header alone, would take both from a request.
  const { headers: own, referrer, referrerPolicy } = input as Request;
  const headers = new Headers(init?.headers ?? own);
  // Other APIs have a header of this name, too: what the app says there stays.
  if (!headers.has(VERSION_HEADER)) headers.set(VERSION_HEADER, version);
  return { referrer, referrerPolicy, ...init, headers };
}

async function withQuery(input: Input, url: URL, version: string): Promise<Input> {
  // What has no host, as `data:`, has no parameters.
  if (!url.host || url.searchParams.has(VERSION_QUERY)) return input;
  // As text: to set a parameter writes all others anew, and a signature covers them as they were written.
  url.search += (url.search && '&') + VERSION_QUERY + '=' + version;
  // Not `instanceof`: a frame's requests are of a class of their own.
  return (input as Partial<Request>).url ? readdress(input as Request, url) : url;
}

/** A request's body is a stream, which browsers do not send over HTTP/1.1; a blob they do. */
async function readdress(request: Request, url: URL): Promise<Request> {
  const same: Record<string, unknown> = {};
  // What describes a request are getters, which a spread does not take.
  for (const key in request) same[key] = request[key as keyof Request];
  const body = await request.blob();
  // A GET must have none.
  return new Request(url, { ...same, body: body.size ? body : null });
}
