export { createGate } from './gate.ts';
export type { Gate } from './gate.ts';
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
