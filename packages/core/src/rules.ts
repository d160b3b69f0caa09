import type { Distance } from './forms.ts';
import { ruleSyntax } from './problems/rule.ts';
import { isTable, type CompactTable } from './table.ts';

/** Serves clients of the same major, older or newer; refuses every other major. */
export const sameMajor: CompactTable = 'xx------';

/** Lets a client run that is not older in major or minor; a newer one is logged. */
export const clientNotOlder: CompactTable = 'xwxw----';

/** Refuses another major and any client newer than its receiver, down to the revision. */
export const clientNotNewer: CompactTable = 'xx-x-x-x';

/** Discards messages of another major or a newer minor, without an answer. */
export const messageProtocol: CompactTable = 'dd-d----';

/** Refuses everything that is not the same build. */
export const exactBuild: CompactTable = 'xxxxxxxx';

/** Allows everything: the check switched off. */
export const anyVersion: CompactTable = '--------';

/**
 * Makes a rule that serves the same major up to a distance in minors (Kubernetes style skew).
 *
 * @param older - How many minors the client may be behind; 0 for none.
 * @param newer - How many minors the client may be ahead; 0 for none.
 * @throws VerstampError `RULE_SYNTAX` if one is not a whole number from 0 to 9.
 */
export function withinMinors(older: Distance | 0, newer: Distance | 0): CompactTable {
  const table: CompactTable = `xx${older || 'x'}${newer || 'x'}----`;
  if (!isTable(table))
    throw ruleSyntax({ value: table, reason: 'has a distance that is not one from 1 to 9' });
  return table;
}
