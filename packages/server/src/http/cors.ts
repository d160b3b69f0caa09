import { VERSION_HEADER } from '@verstamp/core';
import type { HeaderRecord } from './answer.ts';

/** Which browsers on other origins may read the gate's answers. */
export interface CorsOptions {
  /** Any origin, those in a list (as in `['https://shop.example']`), or those that a function accepts. */
  readonly origin: '*' | readonly string[] | ((origin: string) => boolean);
  /**
   * Whether requests with credentials may read them too.
   * @default false
   */
  readonly credentials?: boolean | undefined;
}

const EXPOSED = `${VERSION_HEADER}, Deprecation, Sunset`;

/** Returns the headers with which a browser on that origin can read an answer made by the gate. */
export function corsHeaders(cors: CorsOptions, origin: string | undefined): HeaderRecord {
  const allowed = allowedOrigin(cors, origin);
  return {
    ...exposeHeaders(cors, origin),
    ...(allowed === undefined ? {} : { 'Access-Control-Allow-Origin': allowed }),
    ...(allowed !== undefined && cors.credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
  };
}

/** Returns the headers with which a browser on that origin sees the version on the application's own response. */
export function exposeHeaders(cors: CorsOptions, origin: string | undefined): HeaderRecord {
  return {
    // A shared cache must not hand out what one origin may see to another.
    ...(isOpen(cors) ? {} : { Vary: 'Origin' }),
    ...(allowedOrigin(cors, origin) === undefined ? {} : { 'Access-Control-Expose-Headers': EXPOSED }),
  };
}

/** Returns the header with which a page on that origin sees `Server-Timing`. */
export function timingHeaders(cors: CorsOptions, origin: string | undefined): HeaderRecord {
  const allowed = allowedOrigin(cors, origin);
  return allowed === undefined ? {} : { 'Timing-Allow-Origin': allowed };
}

/** Tells whether all origins get the same headers, whether they say their name or not. */
function isOpen({ origin, credentials }: CorsOptions): boolean {
  return origin === '*' && !credentials;
}

function allowedOrigin(cors: CorsOptions, origin: string | undefined): string | undefined {
  if (isOpen(cors)) return '*';
  if (origin === undefined || cors.origin === '*') return origin;
  const known = typeof cors.origin === 'function' ? cors.origin(origin) : cors.origin.includes(origin);
  return known ? origin : undefined;
}
