import { describePlace, findPlace, type Difference } from './difference.ts';
import type { CompactTable } from './forms.ts';
import { readInstant } from './instant.ts';
import { explain } from './message.ts';
import { readText } from './read.ts';
import type { Rule } from './rule.ts';
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
 * Decides whether a client fits a server, under a rule with all its limits (contract §3). Never throws, whatever the versions
 * are: if one of them, the table or a limit that matters cannot be read, the verdict is `unknown`. The readable form of
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
  const limited = typeof rule === 'string' ? { table: rule } : rule;
  const finding: Finding = {
    // What stands where nothing is decided.
    verdict: 'unknown',
    client: readText(client),
    server: readText(server),
    difference: undefined,
    rule: limited.table,
    move: undefined,
    ...judge(client, server, limited, (end) => {
      const instant = readInstant(end) as number;
      // Neither holds of what is no instant.
      return now < instant ? 'warn' : now >= instant ? 'refuse' : 'unknown';
    }),
  };
  return { ...finding, message: explain(finding) };
}

/** A decision without its text. */
export type Finding = Omit<Decision, 'message'>;

/**
 * Decides without a text: what {@link checkCompatibility} does within a client that counts its bytes. No end date
 * has ever come: a client never refuses by its own clock.
 *
 * @returns `undefined` where nothing can be decided: the verdict `unknown`.
 */
export function decide(client: unknown, server: unknown, rule: Rule): Finding | undefined {
  return judge(client, server, rule, (end) => (isEndDate(end) ? 'warn' : 'unknown'));
}

/** Tells whether a value looks like an end date: enough for a client, and short. */
export function isEndDate(value: unknown): value is string {
  return /^\d{4}-[-+.:\dTZ]{5,26}$/.test(value as string);
}

/** A rule whose limits nobody has read yet. */
type Unread = Omit<Rule, 'min' | 'max'> & { readonly min?: unknown; readonly max?: unknown };

/** @param judgeEnd - Says what an end date means now; `unknown` where it is none. */
function judge(
  client: unknown,
  server: unknown,
  { table, min = client, max = client, until }: Unread,
  judgeEnd: (end: string) => Verdict,
): Finding | undefined {
  const low = findPlace(client, min);
  const high = findPlace(max, client);
  const place = findPlace(client, server);
  const isOutside = isOlder(low) || isOlder(high);
  const end = place || isOutside ? undefined : until?.[parseInt(client as string)];
  // Half a rule is another rule: where a version, or a limit that matters, cannot be read, nothing is decided.
  if (!isTable(table) || Math.min(low, high, place) < 0) return;
  const found = isOutside ? 'refuse' : end === undefined ? verdict(client, server, table) : judgeEnd(end);
  if (found === 'unknown') return;
  return {
    verdict: found,
    // What the grammar lets through has one spelling only.
    client: client as string,
    server: server as string,
    rule: table,
    difference: describePlace(place),
    // A client beyond `max` that is not ahead of its server runs a version that was withdrawn.
    move:
      found === 'allow'
        ? undefined
        : place % 2 && !isOlder(low) && !(isOutside && place > 6)
          ? 'server'
          : 'client',
    until: end,
  };
}

/** Tells whether a place is one where the client is older by precedence. */
function isOlder(place: number): boolean {
  return place < 6 && !(place % 2);
}
