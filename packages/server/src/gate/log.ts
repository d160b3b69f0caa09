import type { GateDecision } from './outcome.ts';

/** Why a client is logged. */
export type LogKind = 'warn' | 'refuse' | 'discard' | 'unreadable';

/** An entry of the log. */
export interface LogEntry {
  readonly kind: LogKind;
  /** The reason, for people; what came from outside is quoted and cut. */
  readonly message: string;
  readonly decision: GateDecision;
  /** How many entries of this kind were left out since the one before. */
  readonly omitted: number;
}

/** How many entries of a kind are logged at once. */
const BURST = 20;

/** After a burst, one entry of a kind is logged in this time. */
const INTERVAL_MS = 1000;

/** Takes an entry, or leaves it out. */
export type Logger = (entry: Omit<LogEntry, 'omitted'>) => void;

/** Creates a logger that a flood of refused clients cannot turn into a flood of lines. */
export function createLogger(write: ((entry: LogEntry) => void) | false, now: () => number): Logger {
  if (!write) return () => {};
  const buckets = new Map<LogKind, { tokens: number; at: number; omitted: number }>();
  return (entry) => {
    const at = now();
    const bucket = buckets.get(entry.kind) ?? { tokens: BURST, at, omitted: 0 };
    buckets.set(entry.kind, bucket);
    bucket.tokens = Math.min(BURST, bucket.tokens + Math.max(0, at - bucket.at) / INTERVAL_MS);
    bucket.at = at;
    if (bucket.tokens < 1) {
      bucket.omitted += 1;
      return;
    }
    bucket.tokens -= 1;
    const { omitted } = bucket;
    bucket.omitted = 0;
    write({ ...entry, omitted });
  };
}

/** Writes an entry as one line to the console. */
export function logToConsole({ message, omitted }: LogEntry): void {
  console.warn(`verstamp: ${message}${omitted ? ` (${omitted} more were not logged)` : ''}`);
}
