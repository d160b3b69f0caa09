import { readJson } from './body.ts';
import { settleWithin } from './timeout.ts';

/** How and where the version document is fetched. */
export interface PollOptions {
  /** Where the version document is; absolute outside of browsers. Without it nothing is fetched. */
  readonly documentUrl?: string | undefined;
  /**
   * The mean time between two fetches, in milliseconds; each is a quarter earlier or later by chance.
   * @default 300_000
   */
  readonly pollIntervalMs?: number | undefined;
  /**
   * How long one fetch may take, its body included, in milliseconds.
   * @default 10_000
   */
  readonly timeoutMs?: number | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Gives numbers from 0 to below 1, to spread clients over time.
   * @default Math.random
   */
  readonly random?: (() => number) | undefined;
}

/** Fetches the version document, once or from time to time. */
export interface Poll<T> {
  readonly check: () => Promise<T>;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Creates the source that fetches the version document; what it reads goes to `see`, anything else nowhere. */
export function createPoll<T>(see: (document: unknown) => T, options: PollOptions): Poll<T> {
  const { pollIntervalMs = 300_000, random = Math.random } = options;
  let pending: Promise<T> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let running = false;

  const check = (): Promise<T> =>
    (pending ??= fetchDocument(options).then((document) => {
      pending = undefined;
      failures = document ? 0 : failures + 1;
      return see(document);
    }));

  const turn = async (): Promise<void> => {
    await check();
    // A stop and a start while the answer was under way leave two turns; one timer is enough.
    clearTimeout(timer);
    if (!running) return;
    timer = setTimeout(turn, nextDelay(pollIntervalMs, failures, random()));
    // A command-line client must be able to end; browsers have no such method.
    (timer as { unref?: () => void }).unref?.();
  };

  return {
    check,
    start: () => {
      if (!running) void turn();
      running = true;
    },
    stop: () => {
      running = false;
      clearTimeout(timer);
    },
  };
}

/** Spreads clients by a quarter each way, and doubles with every failure up to eight times. */
export function nextDelay(intervalMs: number, failures: number, random: number): number {
  return intervalMs * (0.75 + random / 2) * 2 ** Math.min(failures, 3);
}

async function fetchDocument(options: PollOptions): Promise<unknown> {
  const { documentUrl, timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  return settleWithin(timeoutMs, async (signal) => {
    if (!documentUrl) return undefined;
    // `no-cache` as an option revalidates; as a header it would cost a preflight across origins.
    const response = await fetch(documentUrl, { cache: 'no-cache', signal });
    const document = (response.ok && (await readJson(response, signal))) as { readonly name?: unknown };
    // What has no name is no document: a text in JSON must not be taken for a header.
    return document.name && document;
  });
}
