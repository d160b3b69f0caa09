import type { Finding, Rule } from '@verstamp/core';
import type { Listener } from './listener.ts';
import type { PollOptions } from './poll.ts';

/** What a verifier is made with; `name`, `version` and `documentUrl` are what `virtual:verstamp` exports. */
export interface VerifierOptions extends PollOptions {
  /** The application; version documents of another name are ignored. */
  readonly name: string;
  /**
   * This client's version: the one that it is compared by, and that is sent with requests. If it is not known,
   * as on a page without a stamp, nothing is sent and the status stays `unknown`.
   */
  readonly version: string | undefined;
  /** The rule that holds until the server advertises one: a compact table, or a rule with limits. */
  readonly rule: string | Rule;
  /**
   * Whether a rule in a version document replaces the one given here.
   * @default true
   */
  readonly acceptAdvertisedRule?: boolean | undefined;
  /**
   * Writes a decision's message, for other languages; `explain` of `@verstamp/core` is the long English form. If it
   * throws, the short English one stands.
   */
  readonly explain?: ((finding: Finding) => string) | undefined;
  /**
   * Gets one line per decision that warns.
   * @default console.warn
   */
  readonly log?: ((line: string) => void) | undefined;
  /** The first listener. */
  readonly onChange?: Listener | undefined;
}
