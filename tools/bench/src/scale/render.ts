import { formatTable } from '../table.ts';
import type { EdgeRow, ScaleResult } from './result.ts';
import { computeTrips } from './trips.ts';

/** Writes what was found as Markdown. */
export function renderScale(result: ScaleResult): string {
  const { builds, polls, document, edges } = result;
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
    `### What a CDN lets through\n\n${describeEdges(edges)}\n\n### What a registry is asked\n\n${describeRequests(result)}`
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

function describeRequests({ requests, roundTripMs }: Pick<ScaleResult, 'requests' | 'roundTripMs'>): string {
  const { unchanged, fresh, together, inTurn } = requests;
  const lines = [
    ['guard, versions that are out and unchanged', { together: unchanged, inTurn: 0 }],
    ['guard, versions that are new', { together: fresh, inTurn: 0 }],
    ['release, versions that go out', { together, inTurn }],
  ] as const;
  const table = formatTable(
    ['', 'requests a package', 'for 500', 'round trips', 'for 5,000', 'round trips'],
    lines.map(([what, each]) => {
      const cells = [500, 5000].map((packages) => computeTrips(packages, { ...each, roundTripMs }));
      const shown = cells.flatMap((cell) => [formatCount(cell.requests), formatSeconds(cell.seconds)]);
      return [what, String(each.together + each.inTurn)].concat(shown);
    }),
  );
  return (
    'Requests as a real registry counted them; questions go out for sixteen packages at a time, and what surrounds an upload for ' +
    `one after the other. Round trips of ${roundTripMs} ms (assumed).\n\n${table}`
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
