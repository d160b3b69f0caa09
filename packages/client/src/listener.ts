import type { Decision } from '@verstamp/core';

/** Is told every decision that differs from the one before, and what it was learned from. */
export type Listener = (decision: Decision, seen: unknown) => void;

/** What a listener wants to be told. */
export interface SubscribeOptions {
  /**
   * Whether answers that only confirm the decision are told as well.
   * @default false
   */
  readonly everyAnswer?: boolean | undefined;
}
