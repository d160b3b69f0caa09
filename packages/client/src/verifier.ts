import { decide, type Decision, type Finding, type Refusal, type Rule } from '@verstamp/core';
import { createPoll, type PollOptions } from './poll.ts';
import { safeReadSighting, type Sighting } from './sighting.ts';

/** How this client stands with its server; `unknown` until something readable was seen. */
export type Status = 'unknown' | 'allow' | 'warn' | 'refuse';

/** Is told every decision that differs from the one before. */
export type Listener = (decision: Decision) => void;

/** What a verifier is made with; `name`, `version` and `documentUrl` are what `virtual:verstamp` exports. */
export interface VerifierOptions extends PollOptions {
  /** The application; version documents that bear another name are ignored. */
  readonly name: string;
  /** This client's version: the one that it is compared by, and that is sent with requests. */
  readonly version: string;
  /** The rule that holds until the server advertises one: a compact table, or a rule with limits. */
  readonly rule: string | Rule;
  /**
   * Whether a rule in a version document replaces the one given here.
   * @default true
   */
  readonly acceptAdvertisedRule?: boolean | undefined;
  /** Writes a decision's message, for other languages; `explain` of `@verstamp/core` is the long English form. */
  readonly explain?: ((finding: Finding) => string) | undefined;
  /**
   * Gets one line per decision that warns.
   * @default console.warn
   */
  readonly log?: ((line: string) => void) | undefined;
  /** The first listener. */
  readonly onChange?: Listener | undefined;
}

/** Learns the server's version from whatever carries it, decides, and tells. */
export interface Verifier {
  readonly name: string;
  readonly version: string;
  /** Where this client stands; what cannot be read never changes it. */
  readonly status: Status;
  /** The decision behind the status, the same object until it changes; `undefined` while unknown. */
  readonly decision: Decision | undefined;
  /**
   * Takes in anything that may carry the server's version: a version text, a response or its headers,
   * a decoded version document or problem body, a WebSocket close event. Never throws.
   */
  readonly see: (value: unknown) => Status;
  /** Fetches the version document once, now; calls at the same time share one request. Never rejects. */
  readonly check: () => Promise<Status>;
  /** Fetches the version document now and from time to time, until `stop`. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Adds a listener; the result removes it. */
  readonly subscribe: (listener: Listener) => () => void;
}

/** Creates the state machine of a running client (contract §3 and §7). It never acts on what it could not read. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { name, version, explain = summarise, log = console.warn, onChange } = options;
  const builtIn: Rule = typeof options.rule === 'string' ? { table: options.rule } : options.rule;
  const listeners = new Set<Listener>(onChange && [onChange]);
  let rule = builtIn;
  let refusal: Refusal | undefined;
  let decision: Decision | undefined;

  const see = (value: unknown): Status => {
    const sighting = safeReadSighting(value);
    const finding = sighting && weigh(sighting);
    if (finding && finding.verdict !== 'unknown') settle(finding);
    return verifier.status;
  };

  const weigh = (sighting: Sighting): Finding | undefined => {
    if (sighting.kind === 'refusal') {
      refusal = sighting.refusal;
      return fromRefusal(refusal, version, rule);
    }
    if (sighting.kind === 'document') {
      if (sighting.document.name !== name) return undefined;
      if (options.acceptAdvertisedRule !== false) rule = advertised(sighting.document, builtIn);
    }
    const text = sighting.kind === 'document' ? sighting.document.version : sighting.version;
    // A header without the revision takes nothing back from a document that has it.
    const seen =
      isSame(decision?.server, text) && decision.server.length > text.length ? decision.server : text;
    // The server alone judges end dates: until it answers otherwise, its last refusal stands.
    if (refusal && isSame(refusal.server, seen)) return undefined;
    // Only the server's clock ends a major, so a client judges as if no end date had come.
    const finding = decide(version, seen, rule, { now: -Infinity });
    if (finding.verdict !== 'unknown') refusal = undefined;
    return finding;
  };

  const settle = (finding: Finding): void => {
    if (decision && isEqual(decision, finding)) return;
    const settled: Decision = { ...finding, message: explain(finding) };
    decision = settled;
    if (settled.verdict === 'warn') log(settled.message);
    for (const listener of listeners) tell(listener, settled);
  };

  const verifier: Verifier = {
    name,
    version,
    get status() {
      return toStatus(decision);
    },
    get decision() {
      return decision;
    },
    see,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...createPoll(see, options),
  };
  return verifier;
}

function toStatus(decision: Decision | undefined): Status {
  const verdict = decision?.verdict ?? 'unknown';
  return verdict === 'discard' ? 'refuse' : verdict;
}

/** An advertised table replaces the whole rule; limits alone are laid over it. */
function advertised(
  { rule, ...limits }: { readonly rule?: string } & Omit<Rule, 'table'>,
  builtIn: Rule,
): Rule {
  const { min, max, deprecated, until } = limits;
  return rule === undefined
    ? { ...builtIn, ...(min && { min }), ...(max && { max }), ...(until && { until }) }
    : { table: rule, min, max, deprecated, until };
}

function fromRefusal({ client, server, rule, move, until }: Refusal, version: string, built: Rule): Finding {
  const { difference } = decide(version, server, built);
  const own = { verdict: 'refuse', client: client ?? version, server, difference } as const;
  return { ...own, move, rule: rule ?? built.table, ...(until !== undefined && { until }) };
}

function isSame(a: string | undefined, b: string): a is string {
  return decide(a, b, { table: '--------' }).difference?.part === 'none';
}

function isEqual(a: Finding, b: Finding): boolean {
  return a.verdict === b.verdict && a.server === b.server && a.rule === b.rule && a.until === b.until;
}

function summarise({ verdict, client, server, move }: Finding): string {
  const text = `Client ${client}, server ${server ?? 'unknown'}: ${verdict}${move ? `, update the ${move}` : ''}.`;
  // The revision is not for users.
  return text.replace(/(\d+\.\d+\.\d+)\.\d+/g, '$1');
}

function tell(listener: Listener, decision: Decision): void {
  try {
    listener(decision);
  } catch (error) {
    // A fault of the app's listener must not become a failed request or a dead poll.
    queueMicrotask(() => {
      throw error;
    });
  }
}
