export { createGate } from './gate/gate.ts';
export type { Gate } from './gate/gate.ts';
export type { Census, CensusLine, CensusOptions, CountedVerdict, VerdictCounts } from './census/census.ts';
export { formatCensus, OPENMETRICS_MEDIA_TYPE } from './census/openmetrics.ts';
export type { GateOptions, UnreadableAction, UnreadablePolicy } from './gate/options.ts';
export type { CorsOptions } from './http/cors.ts';
export type { ConnectionRequest, GateRequest } from './gate/request.ts';
export type {
  Answer,
  CheckedOutcome,
  Discard,
  DocumentAnswer,
  GateDecision,
  HeaderRecord,
  HttpAnswer,
  Outcome,
  Pass,
  ReadDecision,
  Reading,
  RefusalAnswer,
  UnreadableDecision,
  UnreadableReason,
} from './gate/outcome.ts';
export type { LogEntry, LogKind } from './gate/log.ts';
