/** What makes a journal unusable, and where. */
export interface Damage {
  readonly offset: number;
  readonly reason: string;
}
