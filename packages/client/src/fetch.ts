import { findPlace, NO_DIFFERENCE, VERSION_HEADER, VERSION_QUERY } from '@verstamp/core';
import type { Fetch } from './poll.ts';
import { readRefusedResponse } from './refused.ts';
import type { Verifier } from './verifier.ts';

/**
 * How a request carries this client's version; `none` leaves the request and its answer alone. A request that has a
 * version of its own, in its header or its address, is not changed, nor is an address that can have none (`data:`, `blob:`).
 */
export type Carrier = 'header' | 'query' | 'none';

/** Options of {@link createFetch}. */
export interface FetchOptions {
  /** @default globalThis.fetch */
  readonly fetch?: Fetch | undefined;
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
    // They may be an iterator, which gives them once.
    const headers = new Headers(init?.headers ?? (input as Partial<Request>).headers);
    // Other APIs have a header, or a parameter, of this name, too: what the app says there stays.
    const own = headers.get(VERSION_HEADER) ?? url.searchParams.get(VERSION_QUERY);
    if (version && own === null) {
      if (chosen === 'header') headers.set(VERSION_HEADER, version);
      // What has no host, as `data:`, has no parameters.
      else if (url.host) {
        // As text: to set a parameter writes all others anew, and a signature covers them as they were written.
        url.search += (url.search && '&') + VERSION_QUERY + '=' + version;
        // Not `instanceof`: a frame's requests are of a class of their own. Only a body of theirs is waited for: an app may
        // use the buffer of another, and the options, again at once.
        input = (input as Partial<Request>).url
          ? new Request(url, {
              ...listFields(input as Request),
              body: init?.body ? null : await readBody(input as Request),
            })
          : url;
      }
    }
    // Options that are not empty, be it by a header alone, would take both from a request.
    const { referrer, referrerPolicy } = input as Request;
    const response = await send(input, { referrer, referrerPolicy, ...listFields(init), headers });
    const refused = await readRefusedResponse(response, timeoutMs);
    // The answer to another version than this client's is another API's.
    if (own === null || findPlace(refused?.details.client ?? own, version) === NO_DIFFERENCE) {
      verifier.see(refused?.details ?? response);
    }
    if (refused) throw refused;
    return response;
  };
}

function chooseCarrier(url: URL): Carrier {
  // In a sandbox, where a page has an origin of its own, `location` has still that of its address.
  const { location, origin } = globalThis;
  return !location || origin === url.origin ? 'header' : 'query';
}

/** A request's body is a stream, which browsers do not send over HTTP/1.1; a blob they do. */
async function readBody(request: Request): Promise<Blob | null> {
  const body = await request.blob();
  // A GET must have none.
  return body.size ? body : null;
}

/** What describes a request, which may stand for options as well, are getters, which a spread does not take. */
function listFields(described: object | undefined): RequestInit {
  const fields: Record<string, unknown> = {};
  for (const key in described) fields[key] = described[key as never];
  return fields;
}
