import type { Decision } from '@verstamp/core';

/** What a request or message had to say of its version. */
export type Reading = 'version' | 'missing' | 'repeated' | 'malformed';

/** A decision of the gate: the one of the rule, and what was sent. */
export interface GateDecision extends Decision {
  readonly reading: Reading;
  /** The client's version exactly as it was sent; `undefined` where it could not be read. */
  readonly sent: string | undefined;
}

/** A decision about a version that could be read. */
export interface ReadDecision extends GateDecision {
  readonly reading: 'version';
  readonly sent: string;
}

/** Headers of a response, by name. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** The request goes on to the application; its response gets these headers as well. */
export interface Pass {
  readonly kind: 'pass';
  readonly headers: HeaderRecord;
  /** `undefined` where nothing was checked (`OPTIONS`). */
  readonly decision: GateDecision | undefined;
}

/** The request was answered: a refusal, or the version document. */
export interface Answer {
  readonly kind: 'refuse' | 'document';
  readonly status: number;
  /** A reason phrase of the application's own; `undefined` for the standard one. */
  readonly statusText: string | undefined;
  readonly headers: HeaderRecord;
  readonly body: string;
  /** The refusal's reason for people; `''` for a document. */
  readonly detail: string;
  /** `undefined` for a document, which is never checked. */
  readonly decision: GateDecision | undefined;
}

/** The request is dropped without an answer. */
export interface Discard {
  readonly kind: 'discard';
  /** For where something must be answered after all: what keeps it out of caches. */
  readonly headers: HeaderRecord;
  readonly decision: GateDecision;
}

/** What becomes of a request. */
export type Outcome = Pass | Answer | Discard;
