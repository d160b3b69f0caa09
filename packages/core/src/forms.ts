import { PARTS, type Part, type Side } from './difference.ts';
import { checkFields } from './fields.ts';
import { ruleSyntax } from './problems/rule.ts';
import { isTable, type CompactTable } from './table.ts';
import { ACTIONS } from './verdict.ts';

/** How far apart two versions may be in one part; what is beyond is refused. */
export type Distance = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** What happens if the client is older, or newer, in the first differing part. */
export type Action = 'allow' | 'warn' | 'refuse' | 'discard' | Distance;

/** The actions of one part; what is not named is allowed. */
export interface PartActions {
  readonly older?: Action;
  readonly newer?: Action;
}

/** A rule's table in its readable form; one action stands for both directions, what is not named is allowed. */
export type ReadableTable = { readonly [part in Part]?: Action | PartActions };

const SIDES = ['older', 'newer'] as const;

/**
 * Writes a table in the compact form, eight characters.
 *
 * @throws VerstampError `RULE_SYNTAX` if a part, a side or an action is unknown.
 */
export function compactTable(table: ReadableTable): CompactTable {
  const actions = checkFields(table, PARTS, 'table');
  return PARTS.flatMap((part) => SIDES.map((side) => character(actionOf(actions[part], side)))).join('');
}

/**
 * Writes a table in the readable form, both directions of every part.
 *
 * @throws VerstampError `RULE_SYNTAX` if the text is not eight of `-wxd1…9`.
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
 * Takes a table in either form.
 *
 * @throws VerstampError `RULE_SYNTAX` if it is in neither.
 */
export function resolveTable(table: unknown): CompactTable {
  return typeof table === 'string' ? checkCompact(table) : compactTable(table as ReadableTable);
}

function actionOf(actions: unknown, side: Side): unknown {
  const named = typeof actions === 'object' ? checkFields(actions, SIDES, 'action')[side] : actions;
  // Only what is not named is allowed without a word.
  return named === undefined ? 'allow' : named;
}

function character(value: unknown): string {
  const letter = Object.keys(ACTIONS).find((key) => ACTIONS[key] === value);
  if (letter) return letter;
  if (Number.isInteger(value) && (value as number) > 0 && (value as number) < 10) return String(value);
  throw ruleSyntax({ value, reason: 'is no action' });
}

function action(char: string): Action {
  return ACTIONS[char] ?? (Number(char) as Distance);
}

function checkCompact(text: string): CompactTable {
  if (isTable(text)) return text;
  throw ruleSyntax({ value: text, reason: 'is no table' });
}
