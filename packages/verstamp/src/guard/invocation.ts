import type { Invocation } from '../command.ts';

/** The options of `verstamp guard`, whatever it is asked. */
export interface GuardValues {
  readonly plan: string | undefined;
  readonly tag: string | undefined;
  readonly since: string | undefined;
  readonly new: boolean;
  readonly 'no-cache': boolean;
  readonly adopt: boolean;
  readonly reason: string | undefined;
  readonly receipt: boolean;
}

/** What `verstamp guard` gets. */
export type GuardInvocation = Invocation<GuardValues>;
