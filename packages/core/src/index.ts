export { VerstampError } from './error.ts';
export { quote } from './quote.ts';

export { parseVersion, safeParseVersion } from './parse.ts';
export type { VersionResult } from './parse.ts';
export { formatVersion, displayVersion, toSemVer } from './version.ts';
export type { Version } from './version.ts';
export { MAX_VERSION_LENGTH } from './read.ts';
export { NO_DIFFERENCE } from './place.ts';
export type { Place } from './place.ts';
export { compareVersions, compareBuilds, diffVersions } from './precedence.ts';
export type { Order } from './precedence.ts';
export type { Difference, Part, Side } from './difference.ts';
export { defineFormat } from './format.ts';
export type { VersionFormat } from './format.ts';

export { resolveRule } from './rule.ts';
export type { Limits, Rule, RuleInput } from './rule.ts';
export { compactTable, expandTable } from './forms.ts';
export type { Action, Distance, PartActions, ReadableTable } from './forms.ts';
export { isTable } from './table.ts';
export type { CompactTable } from './table.ts';
export {
  anyVersion,
  clientNotNewer,
  clientNotOlder,
  exactBuild,
  messageProtocol,
  sameMajor,
  withinMinors,
} from './rules.ts';
export { isEndDate, readInstant } from './instant.ts';
export { findPlace, verdict } from './verdict.ts';
export type { Verdict } from './verdict.ts';
export { checkCompatibility, decide } from './decision.ts';
export type { Decision, DecisionOptions } from './decision.ts';
export type { Finding, Mover } from './finding.ts';
export { displayText, explain } from './message.ts';

export { formatStamp, parseStamp, safeParseStamp, MAX_STAMP_LENGTH } from './stamp.ts';
export type { ParsedStamp, Stamp } from './stamp.ts';
export { stampTag } from './stamp-tag.ts';

export { readVersionDocument } from './document.ts';
export type { VersionDocument } from './document.ts';
export {
  CLOSE_CODE,
  MAX_DETAIL_LENGTH,
  MAX_REASON_BYTES,
  MISMATCH_TYPE,
  PROBLEM_MEDIA_TYPE,
  UNREADABLE_TYPE,
  VERSION_HEADER,
  VERSION_QUERY,
  cutReason,
  isRefusal,
  readRefusal,
} from './wire.ts';
export type { Refusal } from './wire.ts';
