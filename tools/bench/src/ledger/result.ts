/** Who gives numbers; the bare client twice, so that it is seen how far chance goes. */
export const SIDES = ['ledger', 'bare client', 'bare client again'] as const;

/** How many numbers a second one side gave. */
export interface LedgerRow {
  readonly database: string;
  /** How many connections the askers of a side have together. */
  readonly connections: number;
  readonly side: (typeof SIDES)[number];
  readonly rate: number;
  /** In ratio to the bare client, round by round. */
  readonly ratio: number;
}

/** What was measured of ledgers in databases. */
export interface LedgerResult {
  readonly askers: number;
  readonly rounds: number;
  readonly rows: readonly LedgerRow[];
}
