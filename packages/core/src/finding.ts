import type { Difference } from './difference.ts';
import type { CompactTable } from './table.ts';
import type { Verdict } from './verdict.ts';

/** The side that has to change before the two fit. */
export type Mover = 'client' | 'server';

/** What was decided about a pair of versions, without a text that says so. */
export interface Finding {
  readonly verdict: Verdict;
  /** The client's version, normalised; `undefined` if it could not be read. */
  readonly client: string | undefined;
  /** The server's version, normalised; `undefined` if it could not be read. */
  readonly server: string | undefined;
  /** The first differing part; `undefined` if a version or the rule could not be read. */
  readonly difference: Difference | undefined;
  /** The rule's table that was applied, in its compact form. */
  readonly rule: CompactTable;
  /** Which side must move; `undefined` if neither must, or it is not known. */
  readonly move: Mover | undefined;
  /** Until when the client's major is, or was, still served (as the rule has it). */
  readonly until?: string | undefined;
}
