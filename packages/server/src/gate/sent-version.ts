import { VERSION_QUERY } from '@verstamp/core';

/** What a gate looks at in a request: plain values, so that any framework's request can give them. */
export interface GateRequest {
  readonly method: string;
  /** The request's target: the path with its query, or a whole URL. */
  readonly url: string;
  /** The value of the header `API-Version`; one sent twice arrives as one text with a comma. */
  readonly version?: string | undefined;
  /** The value of the header `Origin`, for CORS. */
  readonly origin?: string | undefined;
  /** The value of the header `If-None-Match`, for the version document. */
  readonly ifNoneMatch?: string | undefined;
}

/**
 * Reads what a request sent as its version, from the header and the query: `undefined` where neither has one.
 * Several that disagree come as one text with commas, as several headers do, and so cannot be read.
 */
export function readSent({ version, url }: GateRequest): string | undefined {
  // The common case, a header and no such parameter, costs one search.
  if (!url.includes(PARAMETER)) return version;
  const values = new URLSearchParams(queryOf(url)).getAll(VERSION_QUERY);
  if (version === undefined) return values.length ? values.join(', ') : undefined;
  return [version, ...values.filter((value) => value !== version)].join(', ');
}

const PARAMETER = `${VERSION_QUERY}=`;

/** Answers whether a request's target surely bears no version and has not that path; of others, it takes a look to know. */
export function isPlain(url: string, path: string | false): boolean {
  return !url.includes(PARAMETER) && !(path !== false && url.includes(path));
}

/** Answers whether a request's target has that path. */
export function isAt(url: string, path: string): boolean {
  // The search by substring keeps the path of every other request from being taken apart.
  return url.startsWith('/') ? startsAt(url, path) : url.includes(path) && pathOf(url) === path;
}

function startsAt(url: string, path: string): boolean {
  return url.startsWith(path) && ['', '?', '#'].includes(url.charAt(path.length));
}

/** Gives the path of a request's target, without query and fragment. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  const bare = end < 0 ? url : url.slice(0, end);
  if (bare.startsWith('/')) return bare;
  const start = bare.indexOf('/', bare.indexOf('://') + 3);
  return start < 0 ? '/' : bare.slice(start);
}

function queryOf(url: string): string {
  const [target = ''] = url.split('#', 1);
  const start = target.indexOf('?');
  return start < 0 ? '' : target.slice(start + 1);
}
