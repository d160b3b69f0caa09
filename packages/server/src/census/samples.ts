import type { Census, CountedVerdict } from './census.ts';

/** How many requests and messages have the same labels. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly count: number;
  /** Since when, in milliseconds. */
  readonly since: number;
}

const VERDICTS: readonly CountedVerdict[] = ['allow', 'warn', 'refuse', 'discard'];

/** Counts clients by the name of the gate, their version and the verdict on it. */
export function countClients(censuses: readonly Census[]): readonly Sample[] {
  return addUp(
    censuses.flatMap(({ name, lines, others, since }) =>
      [...lines, { version: 'other', counts: others, since }].flatMap((line) =>
        VERDICTS.filter((verdict) => line.counts[verdict] > 0).map((verdict) => ({
          labels: { name, version: line.version, verdict },
          count: line.counts[verdict],
          since: Date.parse(line.since),
        })),
      ),
    ),
  );
}

/** Counts what could not be read by the name of the gate and the reason. */
export function countUnreadable(censuses: readonly Census[]): readonly Sample[] {
  return addUp(
    censuses.flatMap(({ name, unreadable, since }) =>
      Object.entries(unreadable).map(([reading, count]) => ({
        labels: { name, reading },
        count,
        since: Date.parse(since),
      })),
    ),
  );
}

/** Adds up the counts of gates that have one name: where they are read, a sample that comes twice is lost. */
function addUp(samples: readonly Sample[]): readonly Sample[] {
  const sums = new Map<string, Sample>();
  for (const { labels, count, since } of samples) {
    const key = JSON.stringify(labels);
    const sum = sums.get(key) ?? { count: 0, since };
    sums.set(key, { labels, count: sum.count + count, since: Math.min(sum.since, since) });
  }
  return [...sums.values()];
}
