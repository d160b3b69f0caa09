import {
  MAX_DETAIL_LENGTH,
  MISMATCH_TYPE,
  PROBLEM_MEDIA_TYPE,
  UNREADABLE_TYPE,
  VERSION_HEADER,
  type Refusal,
} from '@verstamp/core';
import { ownHeaders, timingEntry } from './version-headers.ts';
import type { GateDecision, RefusalAnswer } from './outcome.ts';
import type { Setup } from './setup.ts';

/** Makes the answer that a refused client gets (contract §7). */
export function refusal(setup: Setup, decision: GateDecision, cacheable: boolean): RefusalAnswer {
  const own =
    decision.reading === 'version' ? setup.options.text?.(decision).slice(0, MAX_DETAIL_LENGTH) : undefined;
  return {
    kind: 'refuse',
    status: setup.status,
    statusText: own !== undefined && /^[\x20-\x7e]+$/.test(own) ? own : undefined,
    headers: {
      'Content-Type': PROBLEM_MEDIA_TYPE,
      ...ownHeaders(setup, cacheable),
      [VERSION_HEADER]: setup.advertised,
      ...timingEntry(setup),
    },
    body: JSON.stringify(describe(setup, decision, own ?? lead(decision) + decision.message)),
    // A close reason has 123 bytes: the two versions must fit.
    detail: own ?? decision.message,
    decision,
  };
}

/** What the document-exchange API's clients read first (seed A). */
function lead({ reading }: GateDecision): string {
  return reading === 'version' ? "The API version in the request header does not match the server's. " : '';
}

function describe({ status }: Setup, decision: GateDecision, detail: string): Refusal {
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
