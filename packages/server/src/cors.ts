import { VERSION_HEADER } from '@verstamp/core';
import type { HeaderRecord } from './outcome.ts';

/** Which browsers on other origins may read the gate's answers. */
export interface CorsOptions {
  /** Any origin, those named (as in `https://shop.example`), or those that a function takes. */
  readonly origin: '*' | readonly string[] | ((origin: string) => boolean);
  /**
   * Whether requests with credentials may read them too.
   * @default false
   */
  readonly credentials?: boolean | undefined;
}

const EXPOSED = `${VERSION_HEADER}, Deprecation, Sunset`;

/** Gives the headers with which a browser on that origin can read an answer made by the gate. */
export function corsHeaders(cors: CorsOptions | undefined, origin: string | undefined): HeaderRecord {
  if (!cors) return {};
  // A shared cache must not hand one origin's permission to another.
  const varies = cors.origin === '*' && !cors.credentials ? {} : { Vary: 'Origin' };
  if (!isAllowed(cors, origin)) return varies;
  return {
    ...varies,
    'Access-Control-Allow-Origin': 'Vary' in varies ? origin : '*',
    'Access-Control-Expose-Headers': EXPOSED,
    ...(cors.credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
  };
}

/** Gives the header with which a browser on that origin sees the version on the application's own response. */
export function exposeHeaders(cors: CorsOptions | undefined, origin: string | undefined): HeaderRecord {
  return cors && isAllowed(cors, origin) ? { 'Access-Control-Expose-Headers': EXPOSED } : {};
}

/** Gives the header with which a page on that origin sees `Server-Timing`. */
export function timingHeaders(cors: CorsOptions | undefined, origin: string | undefined): HeaderRecord {
  return cors && isAllowed(cors, origin) ? { 'Timing-Allow-Origin': origin } : {};
}

function isAllowed(cors: CorsOptions, origin: string | undefined): origin is string {
  if (origin === undefined) return false;
  if (cors.origin === '*') return true;
  return typeof cors.origin === 'function' ? cors.origin(origin) : cors.origin.includes(origin);
}
