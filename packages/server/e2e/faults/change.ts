/** Puts a fault into the answers of a server. */
export type Change = (
  handler: (request: Request) => Promise<Response>,
  request: Request,
) => Promise<Response>;

/** Changes the headers of the answers that meet a condition. */
export function withHeader(
  name: string,
  value: string | undefined,
  meets: (response: Response, request: Request) => boolean = () => true,
): Change {
  return async (handler, request) => {
    const response = await handler(request);
    if (!meets(response, request)) return response;
    const copy = new Response(response.body, response);
    if (value === undefined) copy.headers.delete(name);
    else copy.headers.set(name, value);
    return copy;
  };
}

/** Changes the fields of refusals. */
export function withBody(
  change: (fields: Record<string, unknown>, request: Request) => object,
  status?: number,
): Change {
  return async (handler, request) => {
    const response = await handler(request);
    if (!isRefusal(response) || request.method !== 'GET') return response;
    const fields = (await response.json()) as Record<string, unknown>;
    const { headers } = response;
    return new Response(JSON.stringify(change(fields, request)), {
      status: status ?? response.status,
      headers,
    });
  };
}

/** Tells whether an answer is a refusal, by its type. */
export const isRefusal = (response: Response): boolean =>
  response.headers.get('Content-Type') === 'application/problem+json';
/** Tells whether an answer is one to a request for the version document. */
export const isDocument = (_: Response, { url }: Request): boolean => url.endsWith('/version.json');
/** Returns the version in the header. */
export const sent = (request: Request): string | null => request.headers.get('API-Version');

/** Tells whether the client is of an older major. */
export const isOlder = (request: Request): boolean => sent(request)?.startsWith('1.') ?? false;

/** Returns a request's URL without its query. */
export function bare({ url }: Request): URL {
  const { origin, pathname } = new URL(url);
  return new URL(pathname, origin);
}

/** A shared cache as nobody should have one: by URL alone, for a moment. */
export function createCache(): Change {
  let left = 0;
  let stored: Response | undefined;
  return async (handler, request) => {
    const isPlain =
      request.method === 'GET' && !request.url.includes('?') && !isDocument(new Response(), request);
    if (!isPlain) return handler(request);
    if (stored && left > 0) {
      left -= 1;
      return stored.clone();
    }
    const response = await handler(request);
    if (response.ok && sent(request) === '2.1.0') {
      stored = response.clone();
      left = 1;
    }
    return response;
  };
}
