import type { Census } from '@verstamp/server';

/** The clients that came between two looks at the census. */
export interface Sample {
  /** When it was looked, ISO 8601. */
  readonly time: string;
  /** The version that was served then. */
  readonly served: string;
  /** How many requests came, by the version of the client. */
  readonly clients: Readonly<Record<string, number>>;
}

/** Who came, look by look. */
export interface Adoption {
  /** Adds what came since the last look, if anything did, and gives all that is kept. */
  readonly look: (census: Census) => readonly Sample[];
  /** Says that the next census counts from the beginning. */
  readonly restart: () => void;
}

/** How many looks are kept. */
const KEPT = 120;

/** Creates the memory of who came when: a census says how many there were, and not when. */
export function createAdoption(): Adoption {
  const samples: Sample[] = [];
  let last: ReadonlyMap<string, number> = new Map();
  return {
    look(census) {
      const counts = countByVersion(census);
      const came = [...counts].map(
        ([version, count]) => [version, count - (last.get(version) ?? 0)] as const,
      );
      const clients = Object.fromEntries(came.filter(([, count]) => count > 0));
      last = counts;
      if (Object.keys(clients).length > 0) {
        samples.push({ time: new Date().toISOString(), served: census.version, clients });
      }
      samples.splice(0, samples.length - KEPT);
      return samples;
    },
    restart: () => void (last = new Map()),
  };
}

function countByVersion({ lines, others }: Census): ReadonlyMap<string, number> {
  const all = [...lines, { version: 'other', counts: others }];
  return new Map(
    all.map(({ version, counts }) => [version, counts.allow + counts.warn + counts.refuse + counts.discard]),
  );
}
