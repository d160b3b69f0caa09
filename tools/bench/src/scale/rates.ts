import { readFileSync } from 'node:fs';
import type { Engine } from './builds.ts';

/** A ledger as the last runs of the bench found it. */
export interface RatedEngine {
  readonly title: string;
  readonly engine: Engine;
}

interface DatabaseRow {
  readonly database: string;
  readonly connections: number;
  readonly side: string;
  readonly rate: number;
}

interface GitResult {
  readonly full: { readonly barePushMs: number; readonly numberMs: number };
}

/** How long a push to a hosted remote takes, its TLS and hooks included: an assumption, not a measurement. */
export const HOSTED_PUSH_MS = 1500;
const HOSTED_READ_MS = 500;

/**
 * Reads what the suites `ledger` and `ledger-git` measured.
 *
 * @throws Error where they were not run yet.
 */
export function readEngines(): readonly RatedEngine[] {
  const { rows } = readResult('ledger') as { readonly rows: readonly DatabaseRow[] };
  const { full } = readResult('ledger-git') as GitResult;
  const databases = rows
    .filter(({ side, connections }) => side === 'ledger' && connections > 1)
    .map(({ database, rate }) => ({
      title: `${database.split(',')[0]}, a connection each: ${rate} numbers a second`,
      engine: { kind: 'queue', serveMs: 1000 / rate } as const,
    }));
  const readMs = Math.max(full.numberMs - full.barePushMs, 1);
  const { barePushMs: pushMs } = full;
  return [
    ...databases,
    {
      title: `git, one machine that shares pushes of ${full.numberMs.toFixed(0)} ms`,
      engine: { kind: 'share', pushMs: full.numberMs },
    },
    {
      title: `git, machines apart, a push of ${pushMs.toFixed(0)} ms`,
      engine: { kind: 'race', readMs, pushMs },
    },
    {
      title: `git, machines apart, a hosted remote with pushes of ${HOSTED_PUSH_MS} ms (assumed)`,
      engine: { kind: 'race', readMs: HOSTED_READ_MS, pushMs: HOSTED_PUSH_MS },
    },
  ];
}

function readResult(suite: string): unknown {
  const path = new URL(`../../results/${suite}.json`, import.meta.url);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`Run the suite ${JSON.stringify(suite)} before this one: it needs what that measured.`, {
      cause,
    });
  }
}
