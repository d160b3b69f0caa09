import { nextDelay } from '../../../../packages/client/src/poll.ts';

/** Open clients that fetch the version document from time to time. */
export interface Polling {
  readonly clients: number;
  readonly intervalMs: number;
  /** How long they are played. */
  readonly minutes: number;
  /** How long nobody counts, until they are as far apart as chance brings them. */
  readonly skippedMinutes: number;
  /** Within which time they begin: a moment in which everybody comes to work, or the whole interval. */
  readonly startWithinMs: number;
  /** When nothing is answered, from and to, in minutes. */
  readonly outage?: readonly [from: number, to: number];
}

/** Requests in each second; each client stands for as many as `scale` says. */
export interface PollTraffic {
  readonly meanPerSecond: number;
  readonly peakPerSecond: number;
  /** The busiest second after an outage. */
  readonly peakAfterPerSecond: number | undefined;
}

const MOST_PLAYED = 4_000_000;

/** Plays clients by the delays of the real poll; many are played by fewer that stand for all. */
export function playPolls(polling: Polling, random: () => number): PollTraffic {
  const { clients, intervalMs, minutes, skippedMinutes, startWithinMs, outage } = polling;
  const played = Math.min(clients, MOST_PLAYED);
  const scale = clients / played;
  const seconds = new Uint32Array(minutes * 60);
  const isAnswered = (at: number): boolean => !outage || at < outage[0] * 60_000 || at >= outage[1] * 60_000;
  for (let client = 0; client < played; client++) {
    let failures = 0;
    for (let at = random() * startWithinMs; at < minutes * 60_000;) {
      const second = Math.floor(at / 1000);
      seconds[second] = (seconds[second] ?? 0) + 1;
      // The real poll sets its next turn before it knows the answer to this one.
      const delay = nextDelay(intervalMs, failures, random());
      failures = isAnswered(at) ? 0 : failures + 1;
      at += delay;
    }
  }
  const counted = seconds.subarray(skippedMinutes * 60);
  const total = counted.reduce((sum, requests) => sum + requests, 0);
  return {
    meanPerSecond: (total / counted.length) * scale,
    peakPerSecond: busiest(counted) * scale,
    peakAfterPerSecond: outage && busiest(seconds.subarray(outage[1] * 60)) * scale,
  };
}

function busiest(seconds: Uint32Array): number {
  return seconds.reduce((most, requests) => Math.max(most, requests), 0);
}
