import { makePlace, type Place } from '../peers/place.ts';
import { publish, PUBLISHERS, type Publisher } from '../peers/publishers.ts';

/** How many requests a registry gets for one package. */
export interface PackageRequests {
  /** By the guard, for a version that is out and unchanged. */
  readonly unchanged: number;
  /** By the guard, for a version that is to be released. */
  readonly fresh: number;
  /** By a release, for a version that goes out: sixteen packages at a time. */
  readonly together: number;
  /** By a release, for a version that goes out: one package after the other. */
  readonly inTurn: number;
}

const PACKAGES = 2;

/** Counts the requests of a real guard and of a real release of two packages. */
export async function countRequests(): Promise<PackageRequests> {
  const [release] = PUBLISHERS;
  if (!release) throw new Error('There is nobody to publish.');
  const guard = { title: 'verstamp guard', command: [...release.command.slice(0, 1), 'guard'] };
  const place = await makePlace(release);
  try {
    const unchanged = await countOf(place, guard);
    await place.describe('1.1.0');
    await place.commit();
    const fresh = await countOf(place, guard);
    const asked = await countOf(place, release);
    const again = asked.findIndex((line, index) => asked.indexOf(line) < index && line.endsWith('/1.1.0'));
    // Right before an upload is asked once more whether the version is free, one package after the other from there on.
    if (again === -1) throw new Error('The release did not ask again before it sent anything.');
    return {
      unchanged: unchanged.length / PACKAGES,
      fresh: fresh.length / PACKAGES,
      together: again / PACKAGES,
      inTurn: (asked.length - again) / PACKAGES,
    };
  } finally {
    await place.close();
  }
}

/** @throws Where the command does not end well. */
async function countOf({ workspace, proxy, env }: Place, publisher: Publisher): Promise<readonly string[]> {
  proxy.seen.length = 0;
  const { code, said } = await publish(publisher, workspace.root, env);
  if (code !== 0) throw new Error(`${publisher.title} ended with ${code}.\n${said}`);
  return proxy.seen.map(([method, path]) => `${method} ${path}`);
}
