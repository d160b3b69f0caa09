import type { GuardRow } from './subject.ts';

/** What the guard costs. */
export interface GuardResult {
  readonly rounds: number;
  readonly tarballBytes: number;
  readonly rows: readonly GuardRow[];
}
