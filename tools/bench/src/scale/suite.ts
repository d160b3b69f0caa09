import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { playBuilds, spreadArrivals, type Waits } from './builds.ts';
import { measureDocument, type DocumentBytes } from './document.ts';
import { playPolls, type Polling, type PollTraffic } from './polls.ts';
import { createRandom } from '../../../../packages/client/e2e/random.ts';
import { readEngines } from './rates.ts';

interface BuildRow extends Waits {
  readonly engine: string;
  readonly load: string;
}

interface PollRow extends Polling, PollTraffic {
  readonly title: string;
}

/** What large fleets would cost. */
interface ScaleResult {
  readonly seed: number;
  readonly builds: readonly BuildRow[];
  readonly polls: readonly PollRow[];
  readonly document: DocumentBytes;
}

/** Fleets of builds and of open clients, played by the rates that the other suites measured. */
export const scaleSuite: Suite<ScaleResult> = { title: 'What large fleets cost', page: 'scale', run, render };

const SEED = 20_261_121;
const HOUR_MS = 3_600_000;

const LOADS = [
  ['100 builds in an hour', 100, HOUR_MS],
  ['1,000 builds in an hour', 1000, HOUR_MS],
  ['10,000 builds in an hour', 10_000, HOUR_MS],
  ['100,000 builds in an hour', 100_000, HOUR_MS],
  ['500 builds in the same second', 500, 1000],
] as const;

const HOUR = { intervalMs: 300_000, minutes: 60, skippedMinutes: 0 } as const;
/** Long after they began. */
const LATER = { intervalMs: 300_000, minutes: 120, skippedMinutes: 60, startWithinMs: 300_000 } as const;
const POLLS: readonly (Polling & { readonly title: string })[] = [
  { title: '10,000 open', ...LATER, clients: 10_000 },
  { title: '1,000,000 open', ...LATER, clients: 1_000_000 },
  { title: '100,000,000 open', ...LATER, clients: 100_000_000 },
  { title: '100,000,000 opened within ten minutes', ...HOUR, clients: 100_000_000, startWithinMs: 600_000 },
  {
    title: '100,000,000 open, nothing answered for ten minutes',
    ...LATER,
    clients: 100_000_000,
    outage: [80, 90],
  },
];

async function run({ isQuick, report }: RunOptions): Promise<ScaleResult> {
  const builds: BuildRow[] = [];
  for (const { title, engine } of readEngines()) {
    for (const [load, count, withinMs] of LOADS.slice(0, isQuick ? 2 : LOADS.length)) {
      report(`${title}: ${load}`);
      const random = createRandom(SEED);
      const waits = playBuilds(engine, spreadArrivals(count, withinMs, random), random);
      builds.push({ engine: title, load, ...waits });
    }
  }
  const polls: PollRow[] = [];
  for (const polling of POLLS.slice(0, isQuick ? 1 : POLLS.length)) {
    report(polling.title);
    polls.push({ ...polling, ...playPolls(polling, createRandom(SEED)) });
  }
  return { seed: SEED, builds, polls, document: await measureDocument() };
}

function render({ builds, polls, document }: ScaleResult): string {
  const waits = formatTable(
    ['ledger', 'load', 'half wait', '99 of 100', 'slowest', 'got none'],
    builds.map(({ engine, load, p50, p99, slowest, unanswered }) => [
      engine,
      load,
      formatMs(p50),
      formatMs(p99),
      formatMs(slowest),
      unanswered === 0 ? '0' : `${(unanswered * 100).toFixed(1)} %`,
    ]),
  );
  const traffic = formatTable(
    ['clients', 'requests a second', 'busiest second', 'busiest after an outage', 'sent, all unchanged'],
    polls.map(({ title, meanPerSecond, peakPerSecond, peakAfterPerSecond }) => [
      title,
      formatCount(meanPerSecond),
      formatCount(peakPerSecond),
      peakAfterPerSecond === undefined ? '–' : formatCount(peakAfterPerSecond),
      `${((meanPerSecond * document.unchanged * 8) / 1e6).toFixed(1)} Mbit/s`,
    ]),
  );
  return (
    `### Builds that ask for a number\n\n${waits}\n\n### Clients that fetch the version document every five minutes\n\n` +
    `An answer has ${document.whole} bytes, head included, and ${document.unchanged} where nothing changed ` +
    `(304; over HTTP/1.1, without TLS).\n\n${traffic}`
  );
}

function formatMs(ms: number): string {
  return ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(0)} s`;
}

function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}
