import type { Decision } from '@verstamp/core';
import type { CountedVerdict } from '../census/census.ts';
import type { UnreadableReason } from '../reading.ts';
import type { HeaderRecord, HttpAnswer } from '../http/answer.ts';

/** A decision about a version that could be read. */
export interface ReadDecision extends Decision {
  readonly reading: 'version';
  readonly verdict: CountedVerdict;
  /** The client's version exactly as it was sent. */
  readonly sent: string;
}

/** A decision about a version that could not be read. */
export interface UnreadableDecision extends Decision {
  readonly reading: UnreadableReason;
  readonly verdict: 'unknown';
  readonly sent: undefined;
}

/** A decision of the gate: the one of the rule, and what was sent. */
export type GateDecision = ReadDecision | UnreadableDecision;

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
