import { createRandom } from '@verstamp/testing/random';
import type { RunOptions, Suite } from '../suite.ts';
import { playBuilds, spreadArrivals } from './builds.ts';
import { measureDocument } from './document.ts';
import { computeEdges, type Edges } from './edges.ts';
import { playPolls, type Polling } from './polls.ts';
import { readEngines } from './rates.ts';
import { countRequests } from './releases.ts';
import { renderScale } from './render.ts';
import type { BuildRow, PollRow, ScaleResult } from './result.ts';

/** Fleets of builds and of open clients, played by the rates that the other suites measured. */
export const scaleSuite: Suite<ScaleResult> = {
  title: 'What large fleets cost',
  page: 'scale',
  run,
  render: renderScale,
};

const SEED = 20_261_121;
const ROUND_TRIP_MS = 50;
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
  const document = await measureDocument();
  return { seed: SEED, builds, polls, document, edges, requests, roundTripMs: ROUND_TRIP_MS };
}
