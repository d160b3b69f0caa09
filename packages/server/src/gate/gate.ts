import { quote } from '@verstamp/core';
import { createCounter, type Census } from '../census/counter.ts';
import { corsHeaders, exposeHeaders, timingHeaders } from '../http/cors.ts';
import { createDocument } from './version-document.ts';
import { mergeList } from '../http/list-headers.ts';
import type { LogKind } from './log.ts';
import type { GateOptions } from './options.ts';
import type { CheckedOutcome, Outcome, Pass } from './outcome.ts';
import { createPrecedents } from './last-request.ts';
import { createRulings, type Ruling } from './evaluation.ts';
import { readSent, type GateRequest } from './sent-version.ts';
import { resolveSetup, type Setup } from './setup.ts';

/** Decides about requests and messages by the version that their sender names. */
export interface Gate {
  /** The served version as it is advertised. */
  readonly version: string;
  /** Whether anything is refused or discarded; `false` where the check is switched off. */
  readonly enabled: boolean;
  /** Says what becomes of a request; `OPTIONS` always passes. */
  check(request: GateRequest): Outcome;
  /**
   * Says whether a message is taken or dropped, by the version it bears. One that cannot be read is dropped;
   * what is dropped is logged, and nothing must ever be sent back.
   */
  checkMessage(version: unknown): 'allow' | 'discard';
  /**
   * Gives the counts of the clients that came so far, by version and verdict. `OPTIONS` and requests for the
   * version document are not counted.
   */
  census(): Census;
}

const UNCHECKED: Pass = { kind: 'pass', headers: {}, decision: undefined };

/**
 * Creates a gate: it advertises the server's version and answers clients that do not fit. It knows no framework;
 * `/node`, `/fetch` and `/ws` carry values in and out.
 *
 * @throws VerstampError `GATE_OPTION`, `RULE_SYNTAX` or `FORMAT_OVERFLOW` where an option cannot be used.
 * @example createGate({ name: 'shop', version: '2.1.0', until: { 1: '2027-01-31' } })
 */
export function createGate(options: GateOptions): Gate {
  const setup = resolveSetup(options);
  const rulingOn = createRulings(setup);
  const precedents = createPrecedents(setup);
  const answerDocument = createDocument(setup);
  const counter = createCounter({ ...setup.census, now: setup.now, random: Math.random });
  return {
    version: setup.advertised,
    enabled: setup.enabled,
    check(request) {
      const precedent = precedents.find(request);
      if (precedent === undefined) return hear(request);
      counter.count(precedent.ruling);
      return precedent.outcome;
    },
    checkMessage(version) {
      const sent = typeof version === 'string' ? version : undefined;
      const ruling = rulingOn(sent);
      const { verdict } = ruling.decision;
      counter.count(ruling);
      if (verdict === 'allow') return 'allow';
      report(setup, ruling, verdict === 'warn' ? 'warn' : 'discard', sent);
      return verdict === 'warn' || !setup.enabled ? 'allow' : 'discard';
    },
    census: () => ({ name: setup.name, version: setup.advertised, ...counter.read() }),
  };

  function hear(request: GateRequest): Outcome {
    if (request.method === 'OPTIONS') return UNCHECKED;
    const document = answerDocument(request);
    if (document) return document;
    const sent = readSent(request);
    const ruling = rulingOn(sent);
    counter.count(ruling);
    if (ruling.logged) report(setup, ruling, ruling.logged, sent);
    const outcome = ruling.outcome(request.method === 'GET' || request.method === 'HEAD');
    precedents.set(request, sent, { ruling, outcome });
    return share(setup, outcome, request);
  }
}

function report(setup: Setup, { decision }: Ruling, kind: LogKind, sent: string | undefined): void {
  const got = decision.reading === 'version' || sent === undefined ? '' : ` Got ${quote(sent)}.`;
  setup.log({ kind, message: decision.message + got, decision });
}

/** Adds what browsers on other origins need to read an outcome. */
function share(setup: Setup, outcome: CheckedOutcome, request: GateRequest): CheckedOutcome {
  const { cors, serverTiming } = setup.options;
  if (!cors || outcome.kind === 'discard') return outcome;
  const { origin } = request;
  const added = outcome.kind === 'pass' ? exposeHeaders(cors, origin) : corsHeaders(cors, origin);
  const vary = mergeList(outcome.headers['Vary'] ?? '', added['Vary'] ?? '');
  return {
    ...outcome,
    headers: {
      ...outcome.headers,
      ...added,
      ...(serverTiming ? timingHeaders(cors, origin) : {}),
      ...(vary ? { Vary: vary } : {}),
    },
  };
}
