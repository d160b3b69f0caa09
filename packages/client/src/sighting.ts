import { CLOSE_CODE, VERSION_HEADER } from '@verstamp/core';

/** What anything that carries the server's version may have; all of it is unchecked. */
export interface Carrier {
  readonly headers?: unknown;
  readonly [field: string]: unknown;
}

/** Tells whether a value is a refusal: a problem body of our types, or a close event with our code. */
export function isRefusal({ type, code }: Carrier): boolean {
  return code === CLOSE_CODE || /^urn:verstamp:ClientApiVersion(Mismatch|Unreadable)$/.test(type as string);
}

/** Reads the version header of a response, or of headers. Throws where there are none. */
export function readHeader(value: Carrier): unknown {
  return ((value.headers ?? value) as Headers).get(VERSION_HEADER);
}
