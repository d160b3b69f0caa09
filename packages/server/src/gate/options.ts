import type { CompactTable, Limits, ReadableTable, VersionFormat } from '@verstamp/core';
import type { CensusOptions } from '../census/census.ts';
import type { CorsOptions } from '../http/cors.ts';
import type { LogEntry } from './log.ts';
import type { ReadDecision } from './outcome.ts';

/** What happens to a client whose version cannot be read. */
export type UnreadableAction = 'allow' | 'refuse';

/** What happens to clients that send no version, several, or one that cannot be read. */
export interface UnreadablePolicy {
  /** @default 'allow' */
  readonly missing?: UnreadableAction | undefined;
  /** @default 'allow' */
  readonly repeated?: UnreadableAction | undefined;
  /** @default 'allow' */
  readonly malformed?: UnreadableAction | undefined;
}

/** Options of {@link createGate}; `{ name, version }` is enough, and both may come from `virtual:verstamp`. */
export interface GateOptions extends Limits {
  /** The application; clients ignore documents that bear another name. */
  readonly name: string | undefined;
  /**
   * The application's version, as in `1.4.3.417`, or in the notation of {@link GateOptions.format}. Without it, if
   * there is only `api`, no version document is served.
   */
  readonly version?: string | undefined;
  /**
   * The API's version, if it is not the application's: the one that clients send, that headers and refusals bear, and
   * that the rule is about. Then the version document has the application's version, and no rule.
   * @default the application's version
   */
  readonly api?: string | undefined;
  /** When the application was built, as an ISO 8601 instant. */
  readonly time?: string | undefined;
  /** The commit it was built from, as 7 to 64 hexadecimal digits in lower case. */
  readonly commit?: string | undefined;
  /**
   * Which clients are served; older majors with an end date go into `until`.
   * @default sameMajor
   */
  readonly rule?: CompactTable | ReadableTable | undefined;
  /**
   * The notation in which peers write versions, if it is not the usual one: headers bear it, and it is read beside the
   * usual one, which clients with a stamp send.
   */
  readonly format?: VersionFormat | undefined;
  /**
   * Whether anything is refused or discarded; `false` only advertises, and logs what would have been.
   * The environment variable `VERSTAMP_CHECK=off` does the same.
   * @default true
   */
  readonly enabled?: boolean | undefined;
  /**
   * What happens to clients whose version is missing, repeated or malformed. Messages are discarded regardless.
   * @default 'allow'
   */
  readonly unreadable?: UnreadableAction | UnreadablePolicy | undefined;
  /**
   * The HTTP status of a refusal, 400 to 599 but 407, with which `fetch` fails.
   * @default 400
   */
  readonly status?: number | undefined;
  /**
   * Makes the text of a mismatch: the reason phrase and `detail` over HTTP, the close reason over WebSocket.
   * @default the decision's message, with the standard reason phrase
   * @example ({ sent }) => `Incompatible SC version nr. [${sent}]`
   */
  readonly text?: ((decision: ReadDecision) => string) | undefined;
  /**
   * The path of the version document; `false` serves none.
   * @default '/version.json'
   */
  readonly document?: string | false | undefined;
  /**
   * Whether the version document carries the rule and its limits, so that clients follow them; with `api` it never does.
   * @default true
   */
  readonly advertiseRule?: boolean | undefined;
  /**
   * Whether GET and HEAD responses carry `Vary: API-Version`; without it a shared cache hands one client's
   * answer to another.
   * @default true
   */
  readonly vary?: boolean | undefined;
  /**
   * Whether responses carry `Server-Timing: verstamp;desc="VERSION"`, which a page reads without wrapping fetch.
   * @default false
   */
  readonly serverTiming?: boolean | undefined;
  /** The application's CORS settings, so that browsers on other origins can read a refusal. */
  readonly cors?: CorsOptions | undefined;
  /**
   * Takes the log entries: clients that were warned, refused, discarded or unreadable. At most 20 at once and then
   * one a second of each kind; `false` logs nothing.
   * @default console.warn
   */
  readonly log?: ((entry: LogEntry) => void) | false | undefined;
  /** How clients are counted. */
  readonly census?: CensusOptions | undefined;
  /**
   * The clock that end dates are judged by, in milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
}
