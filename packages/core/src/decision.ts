import type { Finding } from './finding.ts';
import { isEndDate, readInstant } from './instant.ts';
import { explain } from './message.ts';
import { readText } from './read.ts';
import type { Rule } from './rule.ts';
import { isTable, type CompactTable } from './table.ts';
import { REVISION, isOlder } from './place.ts';
import { describeDifference, findPlace, verdict, type Verdict } from './verdict.ts';

/** What was decided about a pair of versions, and why. */
export interface Decision extends Finding {
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
 * Decides whether a client fits a server, under a rule with all its limits (docs/wire.md#rules). Never throws: if a
 * version, the table or a limit that matters cannot be read, the verdict is `unknown`. {@link resolveRule} takes the
 * readable form of a rule, and says what is wrong with one.
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
    // What stands if nothing is decided.
    verdict: 'unknown',
    client: readText(client),
    server: readText(server),
    difference: undefined,
    rule: limited.table,
    move: undefined,
    ...judge(client, server, limited, (end) => {
      const instant = readInstant(end) as number;
      // Neither holds of an end that cannot be read.
      return now < instant ? 'warn' : now >= instant ? 'refuse' : 'unknown';
    }),
  };
  return { ...finding, message: explain(finding) };
}

/**
 * Decides without a text: what {@link checkCompatibility} does within a client that counts its bytes. No end date
 * has ever come: a client never refuses by its own clock.
 *
 * @returns `undefined` if nothing can be decided: the verdict `unknown`.
 */
export function decide(client: unknown, server: unknown, rule: Rule): Finding | undefined {
  return judge(client, server, rule, (end) => (isEndDate(end) ? 'warn' : 'unknown'));
}

/** A rule whose limits nobody has read yet. */
type Unread = Omit<Rule, 'min' | 'max'> & { readonly min?: unknown; readonly max?: unknown };

/** @param judgeEnd - Says what an end date means now; `unknown` if it is not a date. */
function judge(
  client: unknown,
  server: unknown,
  { table, min = client, max = client, until }: Unread,
  judgeEnd: (end: string) => Verdict,
): Finding | undefined {
  const low = findPlace(client, min);
  const high = findPlace(max, client);
  const place = findPlace(client, server);
  // Half a rule is another rule: if a version, or a limit that matters, cannot be read, nothing is decided. The
  // places together are below 0 if one of them is.
  if (!isTable(table) || (low | high | place) < 0) return;
  const isOutside = isOlder(low) || isOlder(high);
  // Place 0 is an older major.
  const end = place || isOutside ? undefined : until?.[parseInt(client as string)];
  const found = isOutside ? 'refuse' : end === undefined ? verdict(client, server, table) : judgeEnd(end);
  if (found === 'unknown') return;
  return {
    verdict: found,
    // What the grammar lets through has one spelling only.
    client: client as string,
    server: server as string,
    rule: table,
    difference: describeDifference(client, server),
    // A client beyond `max` that is not ahead of its server runs a version that was withdrawn.
    move:
      found === 'allow'
        ? undefined
        : !(place % 2) || isOlder(low) || (isOutside && place >= REVISION)
          ? 'client'
          : 'server',
    until: end,
  };
}
