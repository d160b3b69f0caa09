import { decide, isTable, neverEnded, type Decision, type Finding, type Rule } from '@verstamp/core';
import { createPoll, type PollOptions } from './poll.ts';
import { isRefusal, readHeader, type Carrier } from './sighting.ts';

/** How this client stands with its server; `unknown` until something readable was seen. */
export type Status = 'unknown' | 'allow' | 'warn' | 'refuse';

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

/** What a verifier is made with; `name`, `version` and `documentUrl` are what `virtual:verstamp` exports. */
export interface VerifierOptions extends PollOptions {
  /** The application; version documents that bear another name are ignored. */
  readonly name: string;
  /**
   * This client's version: the one that it is compared by, and that is sent with requests. Where it is not known,
   * as on a page that bears no stamp, nothing is sent and the status stays `unknown`.
   */
  readonly version: string | undefined;
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
  readonly version: string | undefined;
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
  readonly subscribe: (listener: Listener, options?: SubscribeOptions) => () => void;
}

/** Creates the state machine of a running client (contract §3 and §7). It never acts on what it could not read. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { name, version, explain = summarise, log = console.warn, onChange } = options;
  const builtIn: Rule = typeof options.rule === 'string' ? { table: options.rule } : options.rule;
  const listeners = new Map<Listener, SubscribeOptions | undefined>(onChange && [[onChange, undefined]]);
  let rule = builtIn;
  let refusedBy: Finding | undefined;
  let decision: Decision | undefined;

  const weigh = (value: Carrier): Finding | undefined => {
    if (isRefusal(value)) return (refusedBy = fromRefusal(value, version, rule));
    const isDocument = value['name'] === name;
    const text = isDocument ? value['version'] : typeof value === 'object' ? readHeader(value) : value;
    const next = isDocument && options.acceptAdvertisedRule !== false ? advertised(value, builtIn) : rule;
    const known = decision?.server;
    // A header without the revision takes nothing back from a document that has it.
    const finding = decide(version, known && display(known) === text ? known : text, next);
    // The server alone judges end dates: until it answers otherwise, its last refusal stands.
    if (finding.verdict === 'unknown' || isSame(refusedBy?.server, finding.server)) return undefined;
    refusedBy = undefined;
    rule = next;
    return finding;
  };

  const settle = (finding: Finding, seen: unknown): void => {
    const isNew = !decision || !isEqual(decision, finding);
    const settled: Decision = decision && !isNew ? decision : { ...finding, message: explain(finding) };
    decision = settled;
    if (isNew && settled.verdict === 'warn') log(settled.message);
    for (const [listener, every] of listeners)
      if (isNew || every?.everyAnswer) tell(() => listener(settled, seen));
  };

  const see = (value: unknown): Status => {
    let finding: Finding | undefined;
    try {
      finding = weigh(value as Carrier);
    } catch {
      // Nothing at all, or an object whose properties throw, says nothing.
    }
    if (finding) settle(finding, value);
    return verifier.status;
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
    subscribe: (listener, every) => {
      listeners.set(listener, every);
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

/** An advertised table replaces the whole rule; limits alone are laid over it. What is in them, `decide` checks. */
function advertised({ rule, min, max, until }: Carrier, builtIn: Rule): Rule {
  const base: Rule = rule === undefined ? builtIn : { table: rule as string };
  return { ...base, min: min ?? base.min, max: max ?? base.max, until: until ?? base.until } as Rule;
}

/** Reads of a refusal what a decision holds; `readRefused` reads all of it. */
function fromRefusal(
  { client, server, rule, move, until }: Carrier,
  version: string | undefined,
  { table }: Rule,
): Finding {
  const found = decide(client ?? version, server, { table });
  return {
    ...found,
    verdict: 'refuse',
    client: found.client ?? version,
    move: move === 'client' || move === 'server' ? move : undefined,
    rule: isTable(rule) ? rule : table,
    ...(neverEnded(until) === false && { until: until as string }),
  };
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && (a === b || a === display(b) || display(a) === b);
}

function isEqual(a: Finding, b: Finding): boolean {
  return a.verdict === b.verdict && a.server === b.server && a.rule === b.rule && a.until === b.until;
}

function summarise({ verdict, client, server, move }: Finding): string {
  return display(
    `Client ${client}, server ${server ?? 'unknown'}: ${verdict}${move ? `, update the ${move}` : ''}.`,
  );
}

/** The revision is not for users. */
function display(text: string): string {
  return text.replace(/(\d+\.\d+\.\d+)\.\d+/g, '$1');
}

function tell(call: () => void): void {
  try {
    call();
  } catch (error) {
    // A fault of the app's listener must not become a failed request or a dead poll.
    queueMicrotask(() => {
      throw error;
    });
  }
}
