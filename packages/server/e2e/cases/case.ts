import type { GateOptions } from '../../src/index.ts';

/** One thing that every adapter must do, whatever the framework behind it. */
export interface Case {
  /** A stable name. */
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly title: string;
  readonly options?: Partial<GateOptions>;
  readonly method?: string;
  readonly path?: string;
  /** Request headers as a flat list of names and values. */
  readonly headers?: readonly string[];
  readonly status: number;
  readonly statusText?: string;
  /** Response headers, `undefined` if one must be absent. */
  readonly expected?: Readonly<Record<string, string | undefined>>;
  /** What the body holds, decoded if it is an object. */
  readonly body?: string | object;
}

/** The answer of the application behind the gate. */
export const PLAIN = { status: 200, body: 'handled' };
/** How a refused version is recognised. */
export const MISMATCH = { type: 'urn:verstamp:ClientApiVersionMismatch', code: 'ClientApiVersionMismatch' };
/** How a version that could not be read is recognised. */
export const UNREADABLE = {
  type: 'urn:verstamp:ClientApiVersionUnreadable',
  code: 'ClientApiVersionUnreadable',
};
/** An older major that is announced to end. */
export const ENDING = { until: { 1: '2027-01-31' }, deprecated: { 1: '2026-06-01' } };
/** The last second in which the older major is served. */
export const BEFORE = Date.parse('2027-01-30T23:59:59Z');
/** The instant from which it is refused. */
export const AFTER = Date.parse('2027-01-31T00:00:00Z');
/** A page on another origin. */
export const ORIGIN = 'https://shop.example';
/** Returns the header that names a version. */
export const sends = (version: string): readonly string[] => ['API-Version', version];
