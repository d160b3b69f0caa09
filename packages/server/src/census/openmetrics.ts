import type { Census } from './census.ts';
import { countClients, countUnreadable, type Sample } from './samples.ts';

/** The media type of OpenMetrics text. */
export const OPENMETRICS_MEDIA_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Writes censuses as OpenMetrics text (version 1.0), which Prometheus and others scrape. Versions without a line
 * come as `version="other"`. Counts of gates that have one name are added up.
 *
 * @example response.setHeader('Content-Type', OPENMETRICS_MEDIA_TYPE).end(formatCensus(gate.census()))
 */
export function formatCensus(...censuses: readonly Census[]): string {
  return [
    '# TYPE verstamp_server info',
    '# HELP verstamp_server The version that is served.',
    ...formatServers(censuses),
    '# TYPE verstamp_clients counter',
    '# HELP verstamp_clients Requests and messages, by the version of the client and the verdict on it.',
    ...formatCounters('verstamp_clients', countClients(censuses)),
    '# TYPE verstamp_unreadable counter',
    '# HELP verstamp_unreadable Requests and messages whose version was missing, repeated or malformed.',
    ...formatCounters('verstamp_unreadable', countUnreadable(censuses)),
    '# EOF\n',
  ].join('\n');
}

function formatServers(censuses: readonly Census[]): readonly string[] {
  const samples = censuses.map(({ name, version }) => formatLabels({ name, version }));
  return [...new Set(samples)].map((labels) => `verstamp_server_info${labels} 1`);
}

/** A counter that starts anew says so by its creation, so that nobody takes it for one that fell. */
function formatCounters(name: string, samples: readonly Sample[]): readonly string[] {
  return samples.flatMap(({ labels, count, since }) => [
    `${name}_total${formatLabels(labels)} ${count}`,
    `${name}_created${formatLabels(labels)} ${since / 1000}`,
  ]);
}

function formatLabels(labels: Sample['labels']): string {
  const texts = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
  return `{${texts.join(',')}}`;
}

function escape(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
}
