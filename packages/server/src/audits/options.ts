import type { RuleInput, VersionFormat } from '@verstamp/core';

/** A `fetch`, as far as it is called: that of some runtimes, such as Bun, has more. */
export type Fetch = (...request: Parameters<typeof globalThis.fetch>) => Promise<Response>;

/** Options of {@link auditServer}; none is needed if the server advertises its rule. */
export interface AuditOptions {
  /**
   * The rule that the server follows.
   * @default the advertised one, or `sameMajor` if there is none
   */
  readonly rule?: RuleInput | undefined;
  /** The notation in which the server writes versions, if it is not the usual one; what clients send is written in it. */
  readonly format?: VersionFormat | undefined;
  /**
   * The path of the version document; `false` if there is none.
   * @default '/version.json'
   */
  readonly document?: string | false | undefined;
  /** An origin whose pages use the server, as in `https://shop.example`. */
  readonly origin?: string | undefined;
  /**
   * How long an answer may take.
   * @default 10_000
   */
  readonly timeoutMs?: number | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: Fetch | undefined;
}
