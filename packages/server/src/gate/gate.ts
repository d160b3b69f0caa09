import { quote } from '@verstamp/core';
import type { Census } from '../census/census.ts';
import { createCounter } from '../census/counter.ts';
import { addCorsHeaders } from './cross-origin.ts';
import { createEvaluationCache } from './evaluation-cache.ts';
import type { Evaluation } from './evaluation.ts';
import { createLastRequest } from './last-request.ts';
import type { LogKind } from './log.ts';
import type { GateOptions } from './options.ts';
import type { CheckedOutcome, GateDecision, Outcome, Pass } from './outcome.ts';
import { readSentVersion, type ConnectionRequest, type GateRequest } from './request.ts';
import { resolveSetup } from './setup.ts';
import { createVersionDocument } from './version-document.ts';

/** Decides about requests, connections and messages by the version that their sender names. */
export interface Gate {
  /** The served version as it is advertised. */
  readonly version: string;
  /** Whether anything is refused or discarded; `false` if the check is switched off. */
  readonly enabled: boolean;
  /** Says what becomes of a request; `OPTIONS` always passes. */
  check(request: GateRequest): Outcome;
  /**
   * Says what becomes of a connection, such as a WebSocket, by the version in the request that opens it. Unlike
   * {@link Gate.check}, it never answers with the version document.
   */
  checkConnection(request: ConnectionRequest): CheckedOutcome;
  /**
   * Says whether a message is taken or dropped, by the version it bears. One that cannot be read is dropped;
   * what is dropped is logged, and nothing must ever be sent back.
   */
  checkMessage(version: unknown): 'allow' | 'discard';
  /**
   * Returns the counts of the clients that came so far, by version and verdict. `OPTIONS` and requests for the
   * version document are not counted.
   */
  census(): Census;
}

const UNCHECKED: Pass = { kind: 'pass', headers: {}, decision: undefined };

/**
 * Creates a gate: it advertises the server's version and answers clients that do not fit. It knows no framework;
 * `/node`, `/fetch` and `/ws` carry values in and out.
 *
 * @throws VerstampError `GATE_OPTION`, `RULE_SYNTAX` or `FORMAT_OVERFLOW` if an option cannot be used.
 * @example createGate({ name: 'shop', version: '2.1.0', until: { 1: '2027-01-31' } })
 */
export function createGate(options: GateOptions): Gate {
  const setup = resolveSetup(options);
  const evaluate = createEvaluationCache(setup);
  const evaluateMessage = createEvaluationCache({ ...setup, read: setup.readMessage });
  const lastRequest = createLastRequest(setup);
  const answerDocument = createVersionDocument(setup);
  const counter = createCounter({ ...setup.census, now: setup.now, random: Math.random });
  return {
    version: setup.advertised,
    enabled: setup.enabled,
    check(request) {
      const known = lastRequest.find(request);
      if (known === undefined) return checkAnew(request);
      counter.count(known.judgement);
      return known.outcome;
    },
    checkConnection: (request) => evaluateRequest(readSentVersion(request)).outcome(),
    checkMessage(version) {
      const sent = typeof version === 'string' ? version : undefined;
      const { judgement } = evaluateMessage(sent);
      const { verdict } = judgement.decision;
      counter.count(judgement);
      if (verdict === 'allow') return 'allow';
      report(judgement.decision, verdict === 'warn' ? 'warn' : 'discard', sent);
      return verdict === 'warn' || !setup.enabled ? 'allow' : 'discard';
    },
    census: () => ({ name: setup.name, version: setup.advertised, ...counter.read() }),
  };

  function checkAnew(request: GateRequest): Outcome {
    const { method } = request;
    if (method === 'OPTIONS') return UNCHECKED;
    const document = answerDocument(request);
    if (document) return addCorsHeaders(setup, document, request.origin);
    const sent = readSentVersion(request);
    const evaluation = evaluateRequest(sent);
    const outcome =
      method === 'GET' || method === 'HEAD' ? evaluation.cacheableOutcome() : evaluation.outcome();
    lastRequest.remember({ request, sent, evaluation, outcome });
    return addCorsHeaders(setup, outcome, request.origin);
  }

  function evaluateRequest(sent: string | undefined): Evaluation {
    const evaluation = evaluate(sent);
    const { judgement, logged } = evaluation;
    counter.count(judgement);
    if (logged) report(judgement.decision, logged, sent);
    return evaluation;
  }

  function report(decision: GateDecision, kind: LogKind, sent: string | undefined): void {
    const got = decision.reading === 'version' || sent === undefined ? '' : ` Got ${quote(sent)}.`;
    setup.log({ kind, message: decision.message + got, decision });
  }
}
