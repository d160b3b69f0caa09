import {
  MAX_DETAIL_LENGTH,
  MISMATCH_TYPE,
  PROBLEM_MEDIA_TYPE,
  UNREADABLE_TYPE,
  VERSION_HEADER,
  type Refusal,
} from '@verstamp/core';
import type { GateDecision, RefusalAnswer } from './outcome.ts';
import type { Setup } from './setup.ts';
import { PRIVATE, timingEntry } from './version-headers.ts';

/** Makes the answer that a refused client gets (docs/wire.md#a-client-that-is-refused). */
export function makeRefusal(setup: Setup, decision: GateDecision): RefusalAnswer {
  const custom = customText(setup, decision);
  return {
    kind: 'refuse',
    status: setup.status,
    statusText: custom !== undefined && /^[\x20-\x7e]+$/.test(custom) ? custom : undefined,
    headers: {
      'Content-Type': PROBLEM_MEDIA_TYPE,
      ...PRIVATE,
      [VERSION_HEADER]: setup.advertised,
      ...timingEntry(setup),
    },
    body: JSON.stringify(makeProblem(setup, decision, custom ?? introduce(decision) + decision.message)),
    // A close reason has 123 bytes: the two versions must fit.
    detail: custom ?? decision.message,
    decision,
  };
}

/** Returns the application's own text for a mismatch, if it has one. */
function customText({ text }: Setup, decision: GateDecision): string | undefined {
  return decision.reading === 'version' ? text?.(decision).slice(0, MAX_DETAIL_LENGTH) : undefined;
}

/** Returns what the document-exchange API's clients read first. */
function introduce({ reading }: GateDecision): string {
  return reading === 'version' ? "The API version in the request header does not match the server's. " : '';
}

function makeProblem({ status }: Setup, decision: GateDecision, detail: string): Refusal {
  const { reading, client, server, rule, move, until } = decision;
  const problem =
    reading === 'version'
      ? ({ type: MISMATCH_TYPE, code: 'ClientApiVersionMismatch' } as const)
      : ({ type: UNREADABLE_TYPE, code: 'ClientApiVersionUnreadable' } as const);
  return {
    ...problem,
    status,
    ...(client === undefined ? {} : { client }),
    ...(server === undefined ? {} : { server }),
    rule,
    ...(move === undefined ? {} : { move }),
    ...(until === undefined ? {} : { until }),
    detail,
  };
}
