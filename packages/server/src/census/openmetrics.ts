import type { Census, CountedVerdict, VerdictCounts } from './census.ts';

/** The media type of OpenMetrics text. */
export const OPENMETRICS_MEDIA_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Writes censuses as OpenMetrics text (version 1.0), which Prometheus and others scrape. Versions without a line
 * come as `version="other"`.
 *
 * @example response.setHeader('Content-Type', OPENMETRICS_MEDIA_TYPE).end(formatCensus(gate.census()))
 */
export function formatCensus(...censuses: readonly Census[]): string {
  return [
    '# TYPE verstamp_server info',
    '# HELP verstamp_server The version that is served.',
    ...censuses.map(({ name, version }) => sample('verstamp_server_info', { name, version }, 1)),
    '# TYPE verstamp_clients counter',
    '# HELP verstamp_clients Requests and messages, by the version of the client and the verdict on it.',
    ...censuses.flatMap(formatClients),
    '# TYPE verstamp_unreadable counter',
    '# HELP verstamp_unreadable Requests and messages whose version was missing, repeated or malformed.',
    ...censuses.flatMap(formatUnreadable),
    '# EOF\n',
  ].join('\n');
}

const VERDICTS: readonly CountedVerdict[] = ['allow', 'warn', 'refuse', 'discard'];

function formatClients({ name, lines, others, since }: Census): readonly string[] {
  const format = (version: string, counts: VerdictCounts, start: string) =>
    VERDICTS.filter((verdict) => counts[verdict] > 0).flatMap((verdict) =>
      counter('verstamp_clients', { name, version, verdict }, counts[verdict], start),
    );
  return [
    ...lines.flatMap((line) => format(line.version, line.counts, line.since)),
    ...format('other', others, since),
  ];
}

function formatUnreadable({ name, unreadable, since }: Census): readonly string[] {
  return Object.entries(unreadable).flatMap(([reading, count]) =>
    counter('verstamp_unreadable', { name, reading }, count, since),
  );
}

/** A counter that starts anew says so by its creation, so that nobody takes it for one that fell. */
function counter(
  name: string,
  labels: Readonly<Record<string, string>>,
  count: number,
  since: string,
): readonly string[] {
  return [
    sample(`${name}_total`, labels, count),
    sample(`${name}_created`, labels, Date.parse(since) / 1000),
  ];
}

function sample(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const texts = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
  return `${name}{${texts.join(',')}} ${value}`;
}

function escape(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
}
