import { findDifference, findPlace, type Difference } from './difference.ts';
import { readInstant } from './instant.ts';
import { explain } from './message.ts';
import { readText } from './read.ts';
import type { CompactTable, Rule } from './rule.ts';
import { isTable } from './table.ts';
import { verdict, type Verdict } from './verdict.ts';

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
  readonly until?: string | undefined;
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
  const finding = judge(client, server, typeof rule === 'string' ? { table: rule } : rule, (end) => {
    const instant = readInstant(end);
    return instant === undefined ? instant : now >= instant;
  });
  return { ...finding, message: explain(finding) };
}

/** A decision without its text. */
export type Finding = Omit<Decision, 'message'>;

/**
 * Decides without a text: what {@link checkCompatibility} does within a client that counts its bytes. No end date
 * has ever come: a client never refuses by its own clock.
 */
export function decide(client: unknown, server: unknown, rule: Rule): Finding {
  return judge(client, server, rule, (end) => (isEndDate(end) ? false : undefined));
}

/** Tells whether a value looks like an end date: enough for a client, and short. */
export function isEndDate(value: unknown): value is string {
  return /^\d{4}-[-+.:\dTZ]{5,26}$/.test(value as string);
}

/** A rule whose limits nobody has read yet. */
type Unread = Omit<Rule, 'min' | 'max'> & { readonly min?: unknown; readonly max?: unknown };

/** @param hasCome - Tells whether an end date has come; `undefined` where it is none. */
function judge(
  client: unknown,
  server: unknown,
  { table, min = client, max = client, until }: Unread,
  hasCome: (end: string) => boolean | undefined,
): Finding {
  const isLow = isOlder(client, min);
  const isOutside = isLow || isOlder(max, client);
  const place = findPlace(client, server);
  const end = place || isOutside ? undefined : until?.[parseInt(client as string)];
  const hasEnded = end !== undefined && hasCome(end);
  // Half a rule is another rule: where a version, or a limit that matters, cannot be read, nothing is decided.
  const isReadable = isTable(table) && [client, server, min, max].every(readText) && hasEnded !== undefined;
  const found = !isReadable
    ? 'unknown'
    : isOutside || hasEnded
      ? 'refuse'
      : end
        ? 'warn'
        : verdict(client, server, table);
  // A client beyond `max` that is not ahead of its server runs a version that was withdrawn.
  const isAhead = isOutside ? !isLow && isOlder(server, client) : place % 2 > 0;
  return {
    verdict: found,
    // What the grammar lets through has one spelling only.
    client: readText(client),
    server: readText(server),
    difference: isReadable ? findDifference(client as string, server as string) : undefined,
    rule: table,
    move: isReadable && found !== 'allow' ? (isAhead ? 'server' : 'client') : undefined,
    until: isReadable ? end : undefined,
  };
}

/** Tells whether one version is older than another by precedence. */
function isOlder(one: unknown, other: unknown): boolean {
  return [0, 2, 4].includes(findPlace(one, other));
}
