import { readInstant } from '@verstamp/core';
import { makeDecision } from './decision.ts';
import type { LogKind } from './log.ts';
import type { CheckedOutcome, GateDecision } from './outcome.ts';
import { makeRefusal } from './refusal.ts';
import type { Setup } from './setup.ts';
import { passHeaders, privateHeaders } from './version-headers.ts';

/** Everything that follows from what a client sent as its version. */
export interface Evaluation {
  readonly decision: GateDecision;
  /** The client's version as the server would advertise it; `undefined` if it could not be read. */
  readonly version: string | undefined;
  /** The kind of its log entry; `undefined` if it gets none. */
  readonly logged: LogKind | undefined;
  /** The instant, in milliseconds, from which the client's major is no longer served: the evaluation changes then. */
  readonly end: number | undefined;
  /** Returns the outcome, made when it is first asked for; GET and HEAD have their own, since caches keep it. */
  readonly outcome: (isCacheable: boolean) => CheckedOutcome;
}

/** Evaluates what a client sent as its version. */
export function evaluate(setup: Setup, sent: string | undefined): Evaluation {
  const decision = makeDecision(setup, sent, setup.now());
  const version = rewriteVersion(setup, decision);
  const make = (isCacheable: boolean) => makeOutcome(setup, { decision, version }, isCacheable);
  // A version that comes once needs one outcome, and a message none.
  let cacheable: CheckedOutcome | undefined;
  let uncacheable: CheckedOutcome | undefined;
  return {
    decision,
    version,
    logged: chooseLogKind(setup, decision),
    end: readInstant(decision.until),
    outcome: (isCacheable) => (isCacheable ? (cacheable ??= make(true)) : (uncacheable ??= make(false))),
  };
}

/** Writes the client's version as the server's is advertised, so that what no rule looks at makes no difference. */
function rewriteVersion(setup: Setup, { sent }: GateDecision): string | undefined {
  const version = sent === undefined ? undefined : setup.read(sent);
  return version && setup.write(version);
}

function makeOutcome(
  setup: Setup,
  { decision, version }: Pick<Evaluation, 'decision' | 'version'>,
  isCacheable: boolean,
): CheckedOutcome {
  const action = setup.enabled ? chooseAction(setup, decision) : 'allow';
  if (action === 'discard') return { kind: 'discard', headers: privateHeaders(setup, isCacheable), decision };
  if (action === 'refuse') return makeRefusal(setup, decision, isCacheable);
  return { kind: 'pass', headers: passHeaders(setup, { decision, version }, isCacheable), decision };
}

function chooseAction(setup: Setup, { reading, verdict }: GateDecision): 'allow' | 'refuse' | 'discard' {
  if (reading !== 'version') return setup.unreadable[reading];
  return verdict === 'refuse' || verdict === 'discard' ? verdict : 'allow';
}

function chooseLogKind(setup: Setup, { reading, verdict }: GateDecision): LogKind | undefined {
  // Pages, health checks and people at a terminal send none: that is not news unless it is refused.
  if (reading === 'missing' && setup.unreadable.missing === 'allow') return undefined;
  if (reading !== 'version') return 'unreadable';
  return verdict === 'allow' || verdict === 'unknown' ? undefined : verdict;
}
