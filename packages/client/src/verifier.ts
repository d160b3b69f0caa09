import {
  isEndDate,
  CLOSE_CODE,
  NO_DIFFERENCE,
  MISMATCH_TYPE,
  VERSION_HEADER,
  decide,
  displayText,
  findPlace,
  isTable,
  type Decision,
  type Finding,
  type Rule,
} from '@verstamp/core';
import type { Listener, SubscribeOptions } from './listener.ts';
import { createPoll } from './poll.ts';
import type { VerifierOptions } from './verifier-options.ts';

/** How this client stands with its server; `unknown` until something readable was seen. */
export type Status = 'unknown' | 'allow' | 'warn' | 'refuse';

/** Learns the server's version from whatever carries it, decides, and tells. */
export interface Verifier {
  readonly name: string;
  readonly version: string | undefined;
  /** Where the version document is; `undefined` if none is fetched. */
  readonly documentUrl: string | undefined;
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

/** Something that may carry the server's version; every field is unchecked. */
type Unchecked = Readonly<Record<string, unknown>>;

/** The verifier as its own code changes it. */
type State = { -readonly [key in keyof Omit<Verifier, 'decision'>]: Verifier[key] } & { decision?: Decision };

/**
 * Creates what learns the server's version and judges this client by it (docs/wire.md#rules). What it cannot read changes
 * nothing.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const {
    name,
    version,
    documentUrl,
    rule: given,
    acceptAdvertisedRule = true,
    explain = summarise,
    log = console.warn,
    onChange,
  } = options;
  const builtIn: Rule = typeof given === 'string' ? { table: given } : given;
  const listeners = new Map<Listener, boolean | undefined>(onChange && [[onChange, false]]);
  let refusal: Finding | undefined;
  let rule = builtIn;
  let current: Finding | undefined;
  /** The server's version, as the fullest text that was seen of it. */
  let build = '';

  /**
   * Decides by whatever carries the server's version, and keeps the rule, or the refusal, that it brings.
   *
   * @returns `undefined` if it says nothing of the server.
   * @throws Whatever the value's own properties throw.
   */
  const learn = (value: Unchecked): Finding | undefined => {
    // The other type of refusal is of what the server could not read, as a close may be of what nobody can.
    const isMismatch = value['type'] === MISMATCH_TYPE;
    const isRefusal = isMismatch ? version : value['code'] === CLOSE_CODE && findPlace(version, version) >= 0;
    const isDocument = !isRefusal && value['name'] === name;
    const headers = (value['headers'] ?? value) as Partial<Headers>;
    const server = (
      isRefusal ? value['server'] : isDocument ? value['version'] : (headers.get?.(VERSION_HEADER) ?? value)
    ) as string;
    const isSame = findPlace(build, server) === NO_DIFFERENCE;
    // What leaves the revision out takes nothing back from what has it: the greater text of one version.
    const answering = isSame && build > server ? build : server;
    // An advertised table replaces the whole rule; limits alone are laid over it. What is in them, `decide` checks.
    const nextRule =
      isDocument && acceptAdvertisedRule
        ? value['rule'] === undefined
          ? { ...builtIn, ...value, table: builtIn.table }
          : { ...value, table: value['rule'] as string }
        : rule;
    const finding = decide(version, isRefusal ? server : answering, nextRule);
    // Read before anything is kept: what throws leaves nothing behind.
    const told = isRefusal && readRefusal(value);
    if (finding) build = answering;
    // The server alone judges end dates: its refusal stands until another build answers, or another refusal says more.
    if (refusal && (isRefusal ? !isMismatch : isSame)) return refusal;
    if (told) {
      // One that names no server, as a close, is of the server known last, unless that one serves this client.
      const known = finding ?? (current?.verdict === 'allow' ? undefined : current);
      if (!known) build = '';
      return (refusal = { ...(known ?? { client: version, rule: rule.table }), ...told } as Finding);
    }
    if (finding) {
      refusal = undefined;
      rule = nextRule;
    }
    return finding;
  };

  /** Makes a finding the verifier's decision, and tells the listeners. */
  const tell = (finding: Finding, seen: unknown): void => {
    const isNew = JSON.stringify(current) !== JSON.stringify(finding);
    current = finding;
    if (isNew) {
      let message = summarise(finding);
      void runApart(() => (message = explain(finding)));
      verifier.decision = { ...finding, message };
      verifier.status = finding.verdict === 'discard' ? 'refuse' : finding.verdict;
      if (finding.verdict === 'warn') void runApart(() => log(message));
    }
    // oxlint-disable-next-line unicorn/no-useless-spread -- a listener that adds itself again would be told for ever
    for (const [listener, everyAnswer] of [...listeners])
      if ((isNew || everyAnswer) && listeners.has(listener))
        void runApart(() => listener(verifier.decision as Decision, seen));
  };

  const see = (value: unknown): Status => {
    try {
      const finding = learn(value as Unchecked);
      if (finding) tell(finding, value);
    } catch {
      // Nothing at all, or an object whose properties throw, says nothing.
    }
    return verifier.status;
  };

  const verifier: State = {
    name,
    version,
    documentUrl,
    status: 'unknown',
    see,
    subscribe: (listener, { everyAnswer } = {}) => {
      listeners.set(listener, everyAnswer);
      return () => listeners.delete(listener);
    },
    ...createPoll(see, options),
  };
  return verifier as Verifier;
}

/** Runs the app's own code: its errors are unhandled rejections, never a failed request or a dead poll. */
async function runApart(act: () => unknown): Promise<unknown> {
  return act();
}

function summarise({ verdict, client, server, move }: Finding): string {
  return displayText(
    `Client ${client}, server ${server ?? 'unknown'}: ${verdict}${move ? `, update the ${move}` : ''}.`,
  );
}

/** Reads what a server says in its refusal, none of it checked; it stands over what is known without it. */
function readRefusal({ rule, move, until }: Unchecked): Partial<Finding> {
  return {
    verdict: 'refuse',
    ...(isTable(rule) && { rule }),
    ...((move === 'client' || move === 'server') && { move }),
    // An end date that was advertised, perhaps by another server, need not be why this one refuses.
    until: isEndDate(until) ? until : undefined,
  };
}
