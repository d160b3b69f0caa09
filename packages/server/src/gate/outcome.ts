import type { Decision } from '@verstamp/core';

/** Why a version could not be read: none was sent, more than one, or a text that is not a version. */
export type UnreadableReason = 'missing' | 'repeated' | 'malformed';

/** What a request or message had to say of its version. */
export type Reading = 'version' | UnreadableReason;

/** A decision about a version that could be read. */
export interface ReadDecision extends Decision {
  readonly reading: 'version';
  /** The client's version exactly as it was sent. */
  readonly sent: string;
}

/** A decision about a version that could not be read: its verdict is `unknown`. */
export interface UnreadableDecision extends Decision {
  readonly reading: UnreadableReason;
  readonly sent: undefined;
}

/** A decision of the gate: the one of the rule, and what was sent. */
export type GateDecision = ReadDecision | UnreadableDecision;

/** Headers of a response, by name. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** The request goes on to the application; its response gets these headers as well. */
export interface Pass {
  readonly kind: 'pass';
  readonly headers: HeaderRecord;
  /** `undefined` if nothing was checked (`OPTIONS`). */
  readonly decision: GateDecision | undefined;
}

/** The request is answered with the reason why it is refused. */
export interface RefusalAnswer extends HttpAnswer {
  readonly kind: 'refuse';
  /** The reason for people. */
  readonly detail: string;
  readonly decision: GateDecision;
}

/** The request is answered with the version document. */
export interface DocumentAnswer extends HttpAnswer {
  readonly kind: 'document';
  /** A request for the document is never checked. */
  readonly decision: undefined;
}

/** What is sent in answer to a request that does not go on to the application. */
export interface HttpAnswer {
  readonly status: number;
  /** A reason phrase of the application's own; `undefined` for the standard one. */
  readonly statusText: string | undefined;
  readonly headers: HeaderRecord;
  readonly body: string;
}

/** The request was answered: a refusal, or the version document. */
export type Answer = RefusalAnswer | DocumentAnswer;

/** The request is dropped without an answer. */
export interface Discard {
  readonly kind: 'discard';
  /** What keeps an answer out of caches, if something must be answered after all. */
  readonly headers: HeaderRecord;
  readonly decision: GateDecision;
}

/** What becomes of a request whose version is checked. */
export type CheckedOutcome = Pass | RefusalAnswer | Discard;

/** What becomes of a request. */
export type Outcome = Pass | Answer | Discard;
