import type { Waits } from './builds.ts';
import type { DocumentBytes } from './document.ts';
import type { Edges, EdgeTraffic } from './edges.ts';
import type { Polling, PollTraffic } from './polls.ts';
import type { PackageRequests } from './releases.ts';

/** Builds that ask a ledger for numbers, and how long they waited. */
export interface BuildRow extends Waits {
  readonly engine: string;
  readonly load: string;
}

/** Clients that poll, and what reaches the server. */
export interface PollRow extends Polling, PollTraffic {
  readonly title: string;
}

/** Caches in front of a server, and what they let through. */
export interface EdgeRow extends Edges, EdgeTraffic {}

/** What large fleets would cost. */
export interface ScaleResult {
  readonly seed: number;
  readonly builds: readonly BuildRow[];
  readonly polls: readonly PollRow[];
  readonly document: DocumentBytes;
  readonly edges: readonly EdgeRow[];
  readonly requests: PackageRequests;
  /** What a round trip to a registry is assumed to take. */
  readonly roundTripMs: number;
}
