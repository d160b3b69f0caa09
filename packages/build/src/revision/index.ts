export { chooseRevision } from './choose.ts';
export type { RevisionChoice } from './choose.ts';
export { ciRun } from './ci-run.ts';
export type { CiRunOptions } from './ci-run.ts';
export { clock } from './clock.ts';
export type { ClockOptions } from './clock.ts';
export { findUnplanned } from './config.ts';
export { findLedger, openLedger } from './open-ledger.ts';
export type { LedgerConfig } from './open-ledger.ts';
export { firstOf } from './first-of.ts';
export { gitLedger } from './git.ts';
export type { GitLedgerOptions } from './git.ts';
export { gitHeight } from './git-height.ts';
export type { GitHeightOptions } from './git-height.ts';
export { limitRevision } from './limit.ts';
export { postgresLedger } from './postgres.ts';
export { redisLedger } from './redis.ts';
export type { RedisLedgerOptions } from './redis.ts';
export type { DatabaseLedgerOptions } from './database/options.ts';
export { fileLedger } from './file.ts';
export type { FileLedgerOptions } from './file.ts';
export type {
  Claim,
  ClaimedRelease,
  ClaimOutcome,
  ClaimRequest,
  Ledger,
  LedgerContents,
  Release,
} from './ledger.ts';
export type { RevisionSource, Subject } from './source.ts';
