import type { Ledger } from '../src/revision/ledger.ts';

/** What runs over ledgers while their server is killed, and what they confirmed meanwhile. */
export interface Workload {
  readonly answers: number;
  readonly numbers: readonly number[];
  /** Versions on record, and their digests. */
  readonly recorded: readonly (readonly [version: string, digest: string])[];
  /** Versions that are claimed, and for which nothing was recorded. */
  readonly claimed: readonly string[];
  /** What was thrown beside `LEDGER_UNREACHABLE`. */
  readonly failures: readonly unknown[];
  /** Waits until so many things were confirmed. */
  untilAnswers(count: number): Promise<void>;
  stop(): Promise<void>;
}

const WORKERS = 8;

/** Issues, claims and records over ledgers of its own until it is stopped. */
export function createWorkload(open: () => Ledger): Workload {
  const numbers: number[] = [];
  const recorded: (readonly [string, string])[] = [];
  const claimed: string[] = [];
  const failures: unknown[] = [];
  let answers = 0;
  const stopping = new AbortController();
  let waiting: { readonly count: number; readonly resolve: () => void } | undefined;
  const confirm = () => {
    if (waiting && ++answers >= waiting.count) waiting.resolve();
    else if (!waiting) answers++;
  };
  const step = async (ledger: Ledger, version: string): Promise<void> => {
    const subject = { name: 'shop', version };
    numbers.push(await ledger.next(subject));
    confirm();
    const outcome = await ledger.claim({ releases: [subject], owner: version, durationMs: 3_600_000 });
    if (outcome.kind !== 'claimed') throw new Error(`${version} is claimed by nobody else`);
    confirm();
    if (version.endsWith('0')) {
      claimed.push(version);
      return;
    }
    const digest = `sha256-${version}`;
    await ledger.record([{ ...subject, digest, time: '2026-11-21T02:00:00Z' }]);
    recorded.push([version, digest]);
    confirm();
  };
  const work = async (worker: number): Promise<void> => {
    const ledger = open();
    for (let turn = 1; !stopping.signal.aborted; turn++) {
      try {
        await step(ledger, `${worker}.0.${turn}`);
      } catch (error) {
        if ((error as { readonly code?: string }).code !== 'LEDGER_UNREACHABLE') failures.push(error);
        // A server that is down says so at once: others have their turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  const workers = Array.from({ length: WORKERS }, async (_, worker) => work(worker));
  return {
    numbers,
    recorded,
    claimed,
    failures,
    get answers() {
      return answers;
    },
    untilAnswers: async (count) =>
      new Promise<void>((resolve) => {
        waiting = { count, resolve };
      }),
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
  };
}
