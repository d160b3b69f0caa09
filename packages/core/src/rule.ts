import { PARTS, type Part } from './difference.ts';
import { readInstant } from './instant.ts';
import { ruleSyntax } from './problems/rule.ts';
import { readText } from './read.ts';
import { isTable } from './table.ts';

/** How far apart two versions may be in one part; what is beyond is refused. */
export type Distance = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** What happens where the client is older, or newer, in the first differing part. */
export type Action = 'allow' | 'warn' | 'refuse' | 'discard' | Distance;

/** The actions of one part; what is not named is allowed. */
export interface PartActions {
  readonly older?: Action;
  readonly newer?: Action;
}

/** A rule's table in its readable form; one action stands for both directions, what is not named is allowed. */
export type ReadableTable = { readonly [part in Part]?: Action | PartActions };

/**
 * A rule's table in its compact form: eight characters, older and newer for major, minor,
 * patch, revision; `-` allow, `w` warn, `x` refuse, `d` discard, `1` to `9` distance.
 */
export type CompactTable = string;

/** What a rule may carry beside its table. */
export interface Limits {
  /** The lowest client version served, inclusive, by precedence. */
  readonly min?: string | undefined;
  /** The highest client version served, inclusive, by precedence. */
  readonly max?: string | undefined;
  /** Since when a major is deprecated; it is announced, nothing is refused by it. */
  readonly deprecated?: Readonly<Record<string, string>> | undefined;
  /** Until when an older major is still served: `warn` before that instant, `refuse` from it on. */
  readonly until?: Readonly<Record<string, string>> | undefined;
}

/** A complete rule, checked: the table in its compact form and the limits. */
export interface Rule extends Limits {
  readonly table: CompactTable;
}

/** What is accepted as a rule: a table in either form, alone or with limits. */
export type RuleInput =
  | CompactTable
  | ReadableTable
  | (Limits & { readonly table: CompactTable | ReadableTable });

const CHARACTERS = { allow: '-', warn: 'w', refuse: 'x', discard: 'd' } as const;
const ACTIONS: Readonly<Record<string, Action>> = { '-': 'allow', w: 'warn', x: 'refuse', d: 'discard' };
const SIDES = ['older', 'newer'] as const;

/**
 * Writes a table in the compact form, eight characters.
 *
 * @throws VerstampError `RULE_SYNTAX` where a part or an action is unknown.
 */
export function compactTable(table: ReadableTable): CompactTable {
  for (const part of Object.keys(table)) {
    if (!PARTS.some((known) => known === part))
      throw ruleSyntax({ value: part, reason: 'is no part of a version' });
  }
  return PARTS.flatMap((part) => SIDES.map((side) => character(actionOf(table[part], side)))).join('');
}

/**
 * Writes a table in the readable form, both directions of every part.
 *
 * @throws VerstampError `RULE_SYNTAX` where the text is not eight of `-wxd1…9`.
 */
export function expandTable(table: CompactTable): Readonly<Record<Part, Required<PartActions>>> {
  checkCompact(table);
  const [major, minor, patch, revision] = PARTS.map((_, index) => ({
    older: action(table.charAt(index * 2)),
    newer: action(table.charAt(index * 2 + 1)),
  })) as [Required<PartActions>, Required<PartActions>, Required<PartActions>, Required<PartActions>];
  return { major, minor, patch, revision };
}

/**
 * Checks whatever may be given as a rule and writes it in one form.
 *
 * @throws VerstampError `RULE_SYNTAX` where anything in it is not as the contract says.
 */
export function resolveRule(input: RuleInput): Rule {
  if (typeof input === 'string') return { table: checkCompact(input) };
  if (typeof input !== 'object' || input === null) throw ruleSyntax({ value: input, reason: 'is no rule' });
  if (!('table' in input)) return { table: compactTable(input) };
  const { table, min, max, deprecated, until } = input;
  return {
    table: typeof table === 'string' ? checkCompact(table) : compactTable(table),
    ...(min === undefined ? {} : { min: checkVersion(min) }),
    ...(max === undefined ? {} : { max: checkVersion(max) }),
    ...(deprecated === undefined ? {} : { deprecated: checkDates(deprecated) }),
    ...(until === undefined ? {} : { until: checkDates(until) }),
  };
}

function actionOf(actions: Action | PartActions | undefined, side: 'older' | 'newer'): Action {
  return (typeof actions === 'object' ? actions[side] : actions) ?? 'allow';
}

function character(value: Action): string {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 10) return String(value);
  if (Object.hasOwn(CHARACTERS, value)) return CHARACTERS[value as keyof typeof CHARACTERS];
  throw ruleSyntax({ value, reason: 'is no action' });
}

function action(char: string): Action {
  return ACTIONS[char] ?? (Number(char) as Distance);
}

/** Tells whether a value gives dates by major, as `deprecated` and `until` do. */
export function isDates(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([major, date]) => isMajor(major) && readInstant(date) !== undefined);
}

function isMajor(text: string): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(text);
}

function checkCompact(text: unknown): CompactTable {
  if (isTable(text)) return text;
  throw ruleSyntax({ value: text, reason: 'is no table' });
}

function checkVersion(text: unknown): string {
  if (readText(text)) return text as string;
  throw ruleSyntax({ value: text, reason: 'is no version' });
}

function checkDates(dates: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (isDates(dates)) return dates;
  const wrong = Object.entries(dates).find(([major, date]) => !isDates({ [major]: date }));
  throw ruleSyntax({ value: wrong?.join(': ') ?? dates, reason: 'is no date of a major' });
}
