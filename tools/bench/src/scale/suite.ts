import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { playBuilds, spreadArrivals, type Waits } from './builds.ts';
import { measureDocument, type DocumentBytes } from './document.ts';
import { computeEdges, type Edges, type EdgeTraffic } from './edges.ts';
import { playPolls, type Polling, type PollTraffic } from './polls.ts';
import { createRandom } from '@verstamp/testing/random';
import { readEngines } from './rates.ts';
import { countRequests, type PackageRequests } from './releases.ts';
import { computeTrips } from './trips.ts';

interface BuildRow extends Waits {
  readonly engine: string;
  readonly load: string;
}

interface PollRow extends Polling, PollTraffic {
  readonly title: string;
}

interface EdgeRow extends Edges, EdgeTraffic {}

/** What large fleets would cost. */
interface ScaleResult {
  readonly seed: number;
  readonly builds: readonly BuildRow[];
  readonly polls: readonly PollRow[];
  readonly document: DocumentBytes;
  readonly edges: readonly EdgeRow[];
  readonly requests: PackageRequests;
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

const EDGES: readonly Edges[] = [10_000, 1_000_000, 100_000_000].flatMap((clients) =>
  [1, 10, 60].map((maxAgeSeconds) => ({ clients, intervalMs: 300_000, edges: 300, maxAgeSeconds })),
);

const ROUND_TRIP_MS = 50;

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
  const edges = EDGES.map((one) => Object.assign({}, one, computeEdges(one)));
  report('requests of a release');
  const requests = await countRequests();
  return { seed: SEED, builds, polls, document: await measureDocument(), edges, requests };
}

function render({ builds, polls, document, edges, requests }: ScaleResult): string {
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
    `(304; over HTTP/1.1, without TLS).\n\n${traffic}\n\n` +
    `### What a CDN lets through\n\n${describeEdges(edges)}\n\n### What a registry is asked\n\n${describeRequests(requests)}`
  );
}

function describeEdges(rows: readonly EdgeRow[]): string {
  const table = formatTable(
    ['clients', 'an edge keeps the document', 'answered by the edges', 'requests a second at the origin'],
    rows.map(({ clients, maxAgeSeconds, hits, originPerSecond }) => [
      formatCount(clients),
      `${maxAgeSeconds} s`,
      `${(hits * 100).toFixed(hits > 0.999 ? 3 : 1)} %`,
      formatCount(originPerSecond),
    ]),
  );
  return `${rows[0]?.edges} edges that know nothing of each other, every one asked as often as the others.\n\n${table}`;
}

function describeRequests({ unchanged, fresh, together, inTurn }: PackageRequests): string {
  const lines = [
    ['guard, versions that are out and unchanged', { together: unchanged, inTurn: 0 }],
    ['guard, versions that are new', { together: fresh, inTurn: 0 }],
    ['release, versions that go out', { together, inTurn }],
  ] as const;
  const table = formatTable(
    ['', 'requests a package', 'for 500', 'round trips', 'for 5,000', 'round trips'],
    lines.map(([what, each]) => {
      const cells = [500, 5000].map((packages) =>
        computeTrips(packages, { ...each, roundTripMs: ROUND_TRIP_MS }),
      );
      const shown = cells.flatMap(({ requests, seconds }) => [formatCount(requests), formatSeconds(seconds)]);
      return [what, String(each.together + each.inTurn)].concat(shown);
    }),
  );
  return (
    'Requests as a real registry counted them; questions go out for sixteen packages at a time, and what surrounds an upload for ' +
    `one after the other. Round trips of ${ROUND_TRIP_MS} ms (assumed).\n\n${table}`
  );
}

function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(0)} min`;
}

function formatMs(ms: number): string {
  if (ms < 1) return '< 1 ms';
  return ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(0)} s`;
}

function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}
