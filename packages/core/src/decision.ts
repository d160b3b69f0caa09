import { findStep, nameStep, type Difference } from './difference.ts';
import { readInstant } from './instant.ts';
import { explain } from './message.ts';
import { readParts, type Parts } from './read.ts';
import type { CompactTable, Rule } from './rule.ts';
import { isTable } from './table.ts';
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
  /** The first differing part; `undefined` where a version or the rule could not be read. */
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
 * Decides whether a client fits a server, under a rule with all its limits (contract §3). Never throws: where a
 * version, the table or a limit that matters cannot be read, the verdict is `unknown`. The readable form of
 * a rule is taken by {@link resolveRule}, which says what is wrong with one.
 *
 * @param rule - A table in its compact form, or a rule with limits.
 */
export function checkCompatibility(
  client: unknown,
  server: unknown,
  rule: CompactTable | Rule,
  { now = Date.now() }: DecisionOptions = {},
): Decision {
  const finding = decide(client, server, typeof rule === 'string' ? { table: rule } : rule, (until) => {
    const end = readInstant(until);
    return end === undefined ? undefined : now >= end;
  });
  return { ...finding, message: explain(finding) };
}

/** A decision without its text. */
export type Finding = Omit<Decision, 'message'>;

/** Tells whether an end date has come; `undefined` where it is none. */
export type HasEnded = (until: string) => boolean | undefined;

/**
 * Decides without a text: what {@link checkCompatibility} does within a client that counts its bytes.
 *
 * @param hasEnded - By default no end date has ever come: a client never refuses by its own clock.
 */
export function decide(
  client: unknown,
  server: unknown,
  rule: Rule,
  hasEnded: HasEnded = neverEnded,
): Finding {
  const ours = readParts(client);
  const theirs = readParts(server);
  return {
    verdict: 'unknown',
    difference: undefined,
    move: undefined,
    ...(ours && theirs && isTable(rule.table) && judge(ours, theirs, rule, hasEnded)),
    // What the grammar lets through has one spelling only.
    client: ours && (client as string),
    server: theirs && (server as string),
    rule: rule.table,
  };
}

/** Says of everything that looks like a date that it has not come: enough for a client, and short. */
export function neverEnded(until: unknown): boolean | undefined {
  return /^\d{4}-[-+.:\dTZ]{5,26}$/.test(until as string) ? false : undefined;
}

type Outcome = Pick<Decision, 'verdict' | 'difference' | 'move' | 'until'>;

/** Gives nothing where a limit that matters cannot be read: half a rule is another rule. */
function judge(client: Parts, server: Parts, rule: Rule, hasEnded: HasEnded): Outcome | undefined {
  const { min, max, until } = rule;
  const step = findStep(client, server);
  const slot = step?.[0] ?? 8;
  const lowest = min === undefined ? client : readParts(min);
  const highest = max === undefined ? client : readParts(max);
  if (!lowest || !highest) return undefined;
  const isLow = isOlder(client, lowest);
  const isOutside = isLow || isOlder(highest, client);
  const end = slot || isOutside ? undefined : until?.[String(client[0][0])];
  const ended = isOutside || (end !== undefined && hasEnded(end));
  if (ended === undefined) return undefined;
  const verdict = ended ? 'refuse' : end === undefined ? lookUp(step, rule.table) : 'warn';
  // A client beyond `max` that is not ahead of its server runs a version that was withdrawn.
  const isAhead = slot % 2 && !isLow && !(isOutside && slot > 5);
  const move = verdict === 'allow' ? undefined : isAhead ? 'server' : 'client';
  return { verdict, difference: nameStep(step), move, ...(end === undefined ? {} : { until: end }) };
}

function isOlder(a: Parts, b: Parts): boolean {
  const slot = findStep(a, b)?.[0] ?? 8;
  return slot < 6 && slot % 2 === 0;
}
