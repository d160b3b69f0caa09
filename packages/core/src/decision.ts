import { findStep, nameStep, type Difference } from './difference.ts';
import { readInstant } from './instant.ts';
import { explain } from './message.ts';
import { readText } from './read.ts';
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
  const finding = judge(
    [client, server],
    typeof rule === 'string' ? { table: rule } : rule,
    readInstant,
    now,
  );
  return { ...finding, message: explain(finding) };
}

/** A decision without its text. */
export type Finding = Omit<Decision, 'message'>;

/**
 * Decides without a text: what {@link checkCompatibility} does within a client that counts its bytes. No end date
 * has ever come: a client never refuses by its own clock.
 */
export function decide(client: unknown, server: unknown, rule: Rule): Finding {
  return judge([client, server], rule, (until) => (isEndDate(until) ? Infinity : undefined));
}

/** Tells whether a value looks like an end date: enough for a client, and short. */
export function isEndDate(value: unknown): value is string {
  return /^\d{4}-[-+.:\dTZ]{5,26}$/.test(value as string);
}

/** @param readEnd - Reads an end date, or gives `undefined` where it is none. */
function judge(
  [client, server]: readonly unknown[],
  rule: Rule,
  readEnd: (until: string) => number | undefined,
  now = 0,
): Finding {
  const { table, min = client, max = client, until } = rule;
  const undecided: Finding = {
    verdict: 'unknown',
    // What the grammar lets through has one spelling only.
    client: readText(client),
    server: readText(server),
    difference: undefined,
    rule: table,
    move: undefined,
  };
  // Half a rule is another rule: where a version, or a limit that matters, cannot be read, nothing is decided.
  if (!isTable(table) || ![client, server, min, max].every(readText)) return undecided;
  const step = findStep(client, server);
  const [place = 0] = step;
  const isLow = isOlder(client, min);
  const isOutside = isLow || isOlder(max, client);
  const end = place !== 1 || isOutside ? undefined : until?.[parseInt(client as string)];
  // What has no end date has none that has come.
  const instant = end === undefined ? NaN : readEnd(end);
  if (instant === undefined) return undecided;
  const verdict = isOutside || now >= instant ? 'refuse' : end === undefined ? lookUp(step, table) : 'warn';
  // A client beyond `max` that is not ahead of its server runs a version that was withdrawn.
  const isAhead = isOutside ? !isLow && isOlder(server, client) : place % 2 === 0;
  return {
    ...undecided,
    verdict,
    difference: nameStep(step),
    move: verdict === 'allow' ? undefined : isAhead ? 'server' : 'client',
    ...(end && { until: end }),
  };
}

/** Tells whether one version is older than another by precedence. */
function isOlder(one: unknown, other: unknown): boolean {
  return [1, 3, 5].includes(findStep(one, other)[0] as number);
}
