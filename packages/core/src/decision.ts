import { diffVersions, type Difference } from './difference.ts';
import { readInstant } from './instant.ts';
import { explain } from './message.ts';
import { compareVersions } from './precedence.ts';
import { readVersion } from './read.ts';
import { resolveRule, type CompactTable, type Rule, type RuleInput } from './rule.ts';
import { lookUp, type Verdict } from './verdict.ts';
import { formatVersion, type Version } from './version.ts';

/** The side that has to change before the two fit. */
export type Mover = 'client' | 'server';

/** What was decided about a pair of versions, and why. */
export interface Decision {
  readonly verdict: Verdict;
  /** The client's version, normalised; `undefined` where it could not be read. */
  readonly client: string | undefined;
  /** The server's version, normalised; `undefined` where it could not be read. */
  readonly server: string | undefined;
  /** The first differing part; `undefined` where a version could not be read. */
  readonly difference: Difference | undefined;
  /** The rule's table that was applied, in its compact form. */
  readonly rule: CompactTable;
  /** Which side must move; `undefined` where neither must, or it is not known. */
  readonly move: Mover | undefined;
  /** Until when the client's major is, or was, still served (as the rule has it). */
  readonly until?: string;
  /** One or two English sentences that name both versions and the side that must move. */
  readonly message: string;
}

/** What a decision may depend on beside the two versions and the rule. */
export interface DecisionOptions {
  /**
   * The instant at which end dates are judged, in milliseconds since 1970.
   * @default Date.now()
   */
  readonly now?: number;
}

/**
 * Decides whether a client fits a server, under a rule with all its limits (contract §3).
 *
 * @throws VerstampError `RULE_SYNTAX` where the rule cannot be read; never for the versions.
 */
export function checkCompatibility(
  client: unknown,
  server: unknown,
  rule: RuleInput,
  options?: DecisionOptions,
): Decision {
  const finding = decide(client, server, resolveRule(rule), options);
  return { ...finding, message: explain(finding) };
}

/** A decision without its text. */
export type Finding = Omit<Decision, 'message'>;

/**
 * Decides under a rule that was checked before, and without a text: what {@link checkCompatibility}
 * does within a client that counts its bytes. A limit that cannot be read does not apply.
 */
export function decide(
  client: unknown,
  server: unknown,
  rule: Rule,
  { now = Date.now() }: DecisionOptions = {},
): Finding {
  const ours = readVersion(client);
  const theirs = readVersion(server);
  return {
    ...(ours && theirs ? judge(ours, theirs, rule, now) : UNREADABLE),
    client: ours && formatVersion(ours),
    server: theirs && formatVersion(theirs),
    rule: rule.table,
  };
}

type Outcome = Pick<Decision, 'verdict' | 'difference' | 'move' | 'until'>;

const UNREADABLE: Outcome = { verdict: 'unknown', difference: undefined, move: undefined };

function judge(client: Version, server: Version, rule: Rule, now: number): Outcome {
  const difference = diffVersions(client, server);
  const older = difference.part !== 'none' && difference.client === 'older';
  const min = readVersion(rule.min);
  const max = readVersion(rule.max);
  if (min && compareVersions(client, min) < 0) return { verdict: 'refuse', difference, move: 'client' };
  if (max && compareVersions(client, max) > 0) {
    // A client beyond `max` that is not ahead of its server runs a version that was withdrawn.
    return { verdict: 'refuse', difference, move: compareVersions(client, server) > 0 ? 'server' : 'client' };
  }
  const until = older && difference.part === 'major' ? rule.until?.[client.major] : undefined;
  const end = readInstant(until);
  if (until !== undefined && end !== undefined) {
    return { verdict: now < end ? 'warn' : 'refuse', difference, move: 'client', until };
  }
  const verdict = lookUp(difference, rule.table);
  const settled = verdict === 'allow' || verdict === 'unknown';
  return { verdict, difference, move: settled ? undefined : older ? 'client' : 'server' };
}
