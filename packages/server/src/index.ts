export { createGate } from './gate.ts';
export type { Gate } from './gate.ts';
export type { Census, CensusLine, CensusOptions, CountedVerdict, VerdictCounts } from './census.ts';
export { formatCensus, OPENMETRICS_MEDIA_TYPE } from './openmetrics.ts';
export type { GateOptions, UnreadableAction, UnreadablePolicy } from './options.ts';
export type { CorsOptions } from './cors.ts';
export type { GateRequest } from './sent.ts';
export type {
  Answer,
  Discard,
  GateDecision,
  HeaderRecord,
  Outcome,
  Pass,
  ReadDecision,
  Reading,
} from './outcome.ts';
export type { LogEntry, LogKind } from './log.ts';
