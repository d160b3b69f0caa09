import { keyOf, selectNew } from '../claims.ts';
import type { Release } from '../ledger.ts';
import { formatLines, parseReleases } from './lines.ts';
import { persist } from './persist.ts';
import { claimRef, releaseRef } from './refs.ts';
import type { GitRemote, RefChange } from './remote.ts';

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
    const grown = shards
      .map((ref) => ({ ref, lines: added.filter((release) => releaseRef(release) === ref) }))
      .filter(({ lines }) => lines.length > 0);
    const texts = grown.map(({ ref, lines }) => (values.get(ref)?.text ?? '') + formatLines(lines));
    const oids = texts.length > 0 ? await remote.store(texts) : [];
    const changes: RefChange[] = grown.map(({ ref }, index) => ({
      ref,
      from: values.get(ref)?.oid,
      to: oids[index],
    }));
    for (const ref of claimed) {
      const claim = values.get(ref);
      if (claim) changes.push({ ref, from: claim.oid, to: undefined });
    }
    return { changes, result: undefined };
  });
}
