import { VERSION_QUERY } from '@verstamp/core';
import { queryOf } from '../http/request-target.ts';

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

/** What a gate looks at in the request that opens a connection. */
export type ConnectionRequest = Pick<GateRequest, 'url' | 'version'>;

/**
 * Reads what a request sent as its version, from the header and the query: `undefined` if neither has one.
 * Several that disagree come as one text with commas, as several headers do, and so cannot be read.
 */
export function readSentVersion({ version, url }: ConnectionRequest): string | undefined {
  // The common case, a header and no such parameter, costs one search.
  if (!mayHaveVersion(url)) return version;
  const values = new URLSearchParams(queryOf(url)).getAll(VERSION_QUERY);
  if (version === undefined) return values.length ? values.join(', ') : undefined;
  return [version, ...values.filter((value) => value !== version)].join(', ');
}

const PARAMETER = `${VERSION_QUERY}=`;

/** Tells whether a request's target may name a version; one search, so a part that only looks like it counts too. */
export function mayHaveVersion(url: string): boolean {
  return url.includes(PARAMETER);
}
