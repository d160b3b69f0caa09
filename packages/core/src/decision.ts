import { findStep, nameStep, type Difference } from './difference.ts';
import { readInstant } from './instant.ts';
import { explain } from './message.ts';
import { compareParts } from './precedence.ts';
import { readParts, type Parts } from './read.ts';
import { resolveRule, type CompactTable, type Rule, type RuleInput } from './rule.ts';
import { lookUp, type Verdict } from './verdict.ts';

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
  const ours = readParts(client);
  const theirs = readParts(server);
  return {
    ...(ours && theirs ? judge(ours, theirs, rule, now) : UNREADABLE),
    // What the grammar lets through has one spelling only.
    client: ours && (client as string),
    server: theirs && (server as string),
    rule: rule.table,
  };
}

type Outcome = Pick<Decision, 'verdict' | 'difference' | 'move' | 'until'>;

const UNREADABLE: Outcome = { verdict: 'unknown', difference: undefined, move: undefined };

function judge(client: Parts, server: Parts, rule: Rule, now: number): Outcome {
  const step = findStep(client, server);
  const difference = nameStep(step);
  const older = difference.part !== 'none' && difference.client === 'older';
  const min = readParts(rule.min);
  const max = readParts(rule.max);
  if (min && compareParts(client, min) < 0) return { verdict: 'refuse', difference, move: 'client' };
  if (max && compareParts(client, max) > 0) {
    // A client beyond `max` that is not ahead of its server runs a version that was withdrawn.
    return { verdict: 'refuse', difference, move: compareParts(client, server) > 0 ? 'server' : 'client' };
  }
  const until = older && difference.part === 'major' ? rule.until?.[String(client.numbers[0])] : undefined;
  const end = readInstant(until);
  if (until !== undefined && end !== undefined) {
    return { verdict: now < end ? 'warn' : 'refuse', difference, move: 'client', until };
  }
  const verdict = lookUp(step, rule.table);
  const settled = verdict === 'allow' || verdict === 'unknown';
  return { verdict, difference, move: settled ? undefined : older ? 'client' : 'server' };
}
