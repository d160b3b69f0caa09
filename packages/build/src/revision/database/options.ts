/** Options of a ledger in a database. */
export interface DatabaseLedgerOptions {
  /**
   * The first number of a name.
   * @default 1
   */
  readonly start?: number;
  /**
   * How long the server may be silent.
   * @default 10_000
   */
  readonly silenceMs?: number;
  /**
   * Tells the time, in milliseconds since 1970.
   * @default the server's clock
   */
  readonly now?: () => number;
}
