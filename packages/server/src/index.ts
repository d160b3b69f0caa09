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
  Outcome,
  Pass,
  ReadDecision,
  RefusalAnswer,
  UnreadableDecision,
} from './gate/outcome.ts';
export type { Reading, UnreadableReason } from './reading.ts';
export type { HeaderRecord, HttpAnswer } from './http/answer.ts';
export type { LogEntry, LogKind } from './gate/log.ts';
