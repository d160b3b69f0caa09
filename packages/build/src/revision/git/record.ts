import { keyOf, selectNew } from '../claims.ts';
import type { Release } from '../ledger.ts';
import { formatLines, parseReleases } from './lines.ts';
import { persist } from './persist.ts';
import { claimRef, releaseRef } from './refs.ts';
import type { GitRemote } from './remote.ts';

/**
 * Records releases. That and the end of their claims are one push, so that neither is ever without the other.
 *
 * @throws VerstampError `RELEASE_RECORDED` if one is on record with another digest.
 */
export async function recordAll(remote: GitRemote, releases: readonly Release[]): Promise<void> {
  if (releases.length === 0) return;
  const shards = [...new Set(releases.map(releaseRef))];
  const claimed = releases.map(claimRef);
  await persist(remote, async () => {
    const values = await remote.read(...shards, ...claimed);
    const known = shards.flatMap((ref) => parseReleases(ref, values.get(ref)));
    const byKey = new Map(known.map((release) => [keyOf(release), release]));
    const added = selectNew(releases, (release) => byKey.get(keyOf(release)));
    const grown = [...new Set(added.map(releaseRef))];
    const texts = grown.map((ref) => {
      const lines = formatLines(added.filter((release) => releaseRef(release) === ref));
      return (values.get(ref)?.text ?? '') + lines;
    });
    const oids = texts.length > 0 ? await remote.store(texts) : [];
    // What was claimed points at nothing then.
    const changes = [...grown, ...claimed.filter((ref) => values.has(ref))].map((ref, index) => {
      return { ref, from: values.get(ref)?.oid, to: oids[index] };
    });
    return { changes, result: undefined };
  });
}
