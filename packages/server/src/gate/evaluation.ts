import { readInstant } from '@verstamp/core';
import { decide } from './decision.ts';
import { ownHeaders, passHeaders } from './version-headers.ts';
import type { LogKind } from './log.ts';
import type { CheckedOutcome, GateDecision } from './outcome.ts';
import { refusal } from './refusal.ts';
import type { Setup } from './setup.ts';

/** Everything that follows from one version text, made once and then looked up. */
export interface Ruling {
  readonly decision: GateDecision;
  /** The client's version as the census has it; `undefined` where it could not be read. */
  readonly version: string | undefined;
  /** What the log calls it; `undefined` where it is not worth a line. */
  readonly logged: LogKind | undefined;
  /** The instant, in milliseconds, from which the client's major is no longer served; the ruling is another one then. */
  readonly end: number | undefined;
  /** Gives the outcome, made when it is first asked for; GET and HEAD have one of their own, since caches keep it. */
  readonly outcome: (isCacheable: boolean) => CheckedOutcome;
}

/** How many version texts are remembered: a flood of invented ones must not fill the memory. */
const MAX_RULINGS = 256;

/** Creates the function that gives the ruling about what a client sent. */
export function createRulings(setup: Setup): (sent: string | undefined) => Ruling {
  const rulings = new Map<string | undefined, Ruling>();
  return (sent) => {
    const ruling = rulings.get(sent);
    return ruling !== undefined && holds(setup, ruling) ? ruling : make(sent);
  };

  function make(sent: string | undefined): Ruling {
    const ruling = rule(setup, decide(setup, sent, setup.now()));
    if (rulings.size >= MAX_RULINGS) rulings.clear();
    // What is unreadable may be any text of any length, and is not worth remembering.
    if (ruling.decision.reading !== 'version' && sent !== undefined) return ruling;
    rulings.set(sent, ruling);
    return ruling;
  }
}

/** Answers whether a ruling holds at this instant: all do but those about a major whose end date came, or was taken back. */
function holds({ now }: Setup, { end, decision }: Ruling): boolean {
  return end === undefined || now() >= end === (decision.verdict === 'refuse');
}

function rule(setup: Setup, decision: GateDecision): Ruling {
  // Of a version that comes once, and of a message, no more than needed is made.
  let cacheable: CheckedOutcome | undefined;
  let uncacheable: CheckedOutcome | undefined;
  return {
    decision,
    version: label(setup, decision),
    logged: logKind(setup, decision),
    end: readInstant(decision.until),
    outcome: (isCacheable) =>
      isCacheable
        ? (cacheable ??= makeOutcome(setup, decision, true))
        : (uncacheable ??= makeOutcome(setup, decision, false)),
  };
}

/** Writes the client's version as the server's is advertised: one name for what only differs where no rule looks. */
function label(setup: Setup, { sent }: GateDecision): string | undefined {
  const version = sent === undefined ? undefined : setup.read(sent);
  return version && setup.write(version);
}

function makeOutcome(setup: Setup, decision: GateDecision, cacheable: boolean): CheckedOutcome {
  const action = setup.enabled ? actionOf(setup, decision) : 'allow';
  if (action === 'discard') return { kind: 'discard', headers: ownHeaders(setup, cacheable), decision };
  if (action === 'refuse') return refusal(setup, decision, cacheable);
  return { kind: 'pass', headers: passHeaders(setup, decision, cacheable), decision };
}

function actionOf(setup: Setup, { reading, verdict }: GateDecision): 'allow' | 'refuse' | 'discard' {
  if (reading !== 'version') return setup.unreadable[reading];
  return verdict === 'refuse' || verdict === 'discard' ? verdict : 'allow';
}

function logKind(setup: Setup, { reading, verdict }: GateDecision): LogKind | undefined {
  // Pages, health checks and people at a terminal send none: that is no news unless it is refused.
  if (reading === 'missing' && setup.unreadable.missing === 'allow') return undefined;
  if (reading !== 'version') return 'unreadable';
  return verdict === 'allow' || verdict === 'unknown' ? undefined : verdict;
}
