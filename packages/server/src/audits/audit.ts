import type { AuditedServer } from './audited-server.ts';

/** What an audit found out; a reason says what was expected and what came. */
export type Finding =
  | { readonly kind: 'holds' }
  | { readonly kind: 'fails' | 'skipped' | 'unknown'; readonly reason: string };

/** One thing that a server does, whatever it is written in. */
export interface Audit {
  /** A stable name, as in `refuse-no-store`. */
  readonly id: string;
  /** A server that fails a MUST does not conform. */
  readonly level: 'MUST' | 'SHOULD';
  /** What the server does, in the third person. */
  readonly title: string;
  /** Finds out whether a server does it. */
  readonly check: (server: AuditedServer) => Promise<Finding>;
}

/** All is well. */
export const HOLDS: Finding = { kind: 'holds' };

/** Says what is wrong. */
export function fails(reason: string): Finding {
  return { kind: 'fails', reason };
}

/** Says why a server could not be asked. */
export function skipped(reason: string): Finding {
  return { kind: 'skipped', reason };
}

/** Says that all is well if a condition holds, and otherwise what is wrong. */
export function expectThat(condition: boolean, reason: string): Finding {
  return condition ? HOLDS : fails(reason);
}
