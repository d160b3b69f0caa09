/** A network of caches between clients and a server. */
export interface Edges {
  readonly clients: number;
  readonly intervalMs: number;
  /** How many caches there are, each with a store of its own; each is asked as often as the others. */
  readonly edges: number;
  /** For how long a cache answers by itself. */
  readonly maxAgeSeconds: number;
}

/** What reaches the server behind the caches. */
export interface EdgeTraffic {
  readonly originPerSecond: number;
  /** The share of requests that a cache answered by itself. */
  readonly hits: number;
}

/**
 * Computes what caches let through. Jitter makes clients independent of each other, so from the moment at which an
 * answer is too old until the next request, which fetches it anew, it takes the mean time between two requests.
 */
export function computeEdges({ clients, intervalMs, edges, maxAgeSeconds }: Edges): EdgeTraffic {
  const askedPerSecond = (clients / intervalMs) * 1000;
  const originPerSecond = edges / (maxAgeSeconds + edges / askedPerSecond);
  return { originPerSecond, hits: 1 - originPerSecond / askedPerSecond };
}
