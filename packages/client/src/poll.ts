import { readJson } from './body.ts';
import { settleWithin } from './timeout.ts';

/** A `fetch`, as far as it is called: that of some runtimes, such as Bun, has more. */
export type Fetch = (...request: Parameters<typeof globalThis.fetch>) => Promise<Response>;

/** How and where the version document is fetched. */
export interface PollOptions {
  /** Where the version document is; absolute outside of browsers. Without it nothing is fetched. */
  readonly documentUrl?: string | undefined;
  /**
   * The mean time between two fetches, in milliseconds; each is up to 25 % earlier or later, at random.
   * @default 300_000
   */
  readonly pollIntervalMs?: number | undefined;
  /**
   * How long one fetch may take, its body included, in milliseconds.
   * @default 10_000
   */
  readonly timeoutMs?: number | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: Fetch | undefined;
}

/** Fetches the version document, once or from time to time. */
export interface Poll<T> {
  readonly check: () => Promise<T>;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Creates the source that fetches the version document; what it reads goes to `see`, anything else nowhere. */
export function createPoll<T>(see: (document: unknown) => T, options: PollOptions): Poll<T> {
  const { documentUrl, pollIntervalMs = 300_000, timeoutMs = 10_000, fetch: ask = fetch } = options;
  let pending: Promise<T> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const fetchDocument = async (signal: AbortSignal): Promise<unknown> => {
    if (!documentUrl) return;
    // `no-cache` as an option revalidates; as a header it would cost a preflight across origins.
    const response = await ask(documentUrl, { cache: 'no-cache', signal });
    const document = (response.ok && (await readJson(response, signal))) as { readonly name?: unknown };
    // What has no name is not a version document: a text in JSON must not be taken for a header.
    return document.name && document;
  };

  const check = (): Promise<T> =>
    (pending ??= settleWithin(timeoutMs, fetchDocument).then((document) => {
      pending = undefined;
      failures = document ? 0 : failures + 1;
      return see(document);
    }));

  const stop = (): void => clearTimeout(timer);

  const start = (): void => {
    stop();
    // Set before the answer is there: so a request that hangs delays nothing, and there is one timer at most.
    timer = setTimeout(start, nextDelay(pollIntervalMs, failures, Math.random()));
    // A command-line client must be able to end; browsers have no such method.
    (timer as { unref?: () => void }).unref?.();
    void check();
  };

  return { check, start, stop };
}

/** Spreads clients by a quarter each way, and doubles with every failure up to eight times; 23 days at most. */
export function nextDelay(intervalMs: number, failures: number, random: number): number {
  // A timer that is given more than 2 ** 31 - 1 does not wait at all.
  return Math.min(intervalMs * (0.75 + random / 2) * 2 ** Math.min(failures, 3), 2e9);
}
