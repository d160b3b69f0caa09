import { checkFields, isRecord } from './fields.ts';
import { resolveTable, type ReadableTable } from './forms.ts';
import { readInstant } from './instant.ts';
import { ruleSyntax } from './problems/rule.ts';
import { readText } from './read.ts';
import type { CompactTable } from './table.ts';

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

const FIELDS = ['table', 'min', 'max', 'deprecated', 'until'] as const;

/**
 * Checks a rule in any of its forms and writes it in one.
 *
 * @throws VerstampError `RULE_SYNTAX` if anything in it cannot be read.
 */
export function resolveRule(input: RuleInput): Rule {
  if (!isRecord(input) || !('table' in input)) return { table: resolveTable(input) };
  const { table, min, max, deprecated, until } = checkFields(input, FIELDS, 'rule');
  return {
    table: resolveTable(table),
    ...(min === undefined ? {} : { min: checkVersion(min) }),
    ...(max === undefined ? {} : { max: checkVersion(max) }),
    ...(deprecated === undefined ? {} : { deprecated: checkDates(deprecated) }),
    ...(until === undefined ? {} : { until: checkDates(until) }),
  };
}

/** Tells whether a value gives dates by major, as `deprecated` and `until` do. */
export function isDates(value: unknown): value is Readonly<Record<string, string>> {
  return (
    isRecord(value) &&
    Object.entries(value).every(([major, date]) => isMajor(major) && readInstant(date) !== undefined)
  );
}

function isMajor(text: string): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(text);
}

function checkVersion(text: unknown): string {
  if (readText(text)) return text as string;
  throw ruleSyntax({ value: text, reason: 'is no version' });
}

function checkDates(dates: unknown): Readonly<Record<string, string>> {
  if (isDates(dates)) return dates;
  const wrong = isRecord(dates) && Object.entries(dates).find(([major, date]) => !isDates({ [major]: date }));
  throw ruleSyntax({ value: wrong ? wrong.join(': ') : dates, reason: 'is no date of a major' });
}
