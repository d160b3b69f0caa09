import { randomUUID } from 'node:crypto';
import { releaseRecorded } from '@verstamp/core/problems';
import type { Claim, ClaimRequest, LedgerContents, Release } from './ledger.ts';
import type { Subject } from './source.ts';

/** Formats the one text of a release, by which claims and records find each other. */
export function keyOf({ name, version }: Subject): string {
  return `${name}@${version}`;
}

/** Creates the claim that a request asks for. */
export function createClaim({ releases, owner, durationMs, nonce }: ClaimRequest, now: number): Claim {
  return {
    nonce: nonce ?? randomUUID(),
    owner,
    expires: new Date(now + durationMs).toISOString(),
    releases: releases.map(({ name, version, digest, integrity, commit }) => {
      return { name, version, digest, integrity, commit };
    }),
  };
}

/** Splits claims into those that still hold and those that ended by themselves. */
export function splitByLife(
  claims: readonly Claim[],
  now: number,
): Required<Pick<LedgerContents, 'claims' | 'lapsed'>> {
  const isLive = ({ expires }: Claim): boolean => Date.parse(expires) > now;
  return { claims: claims.filter(isLive), lapsed: claims.filter((claim) => !isLive(claim)) };
}

/** Puts claims together that name the same nonce, of which each was kept with some of its releases. */
export function mergeClaims(parts: Iterable<Claim>): readonly Claim[] {
  const groups = Map.groupBy(parts, ({ nonce }) => nonce).values();
  return Array.from(groups, (group) => ({
    ...group.reduce((_, last) => last),
    releases: group.flatMap(({ releases }) => releases),
  }));
}

/** Finds the claims of others that a new one would cross. */
export function findHolders(claims: readonly Claim[], wanted: Claim): readonly Claim[] {
  const keys = new Set(wanted.releases.map(keyOf));
  return claims.filter(
    ({ nonce, releases }) => nonce !== wanted.nonce && releases.some((release) => keys.has(keyOf(release))),
  );
}

/** Removes from a claim what has been recorded, or claimed, since; `undefined` if no release is left. */
export function withoutSettled(claim: Claim, isSettled: (key: string) => boolean): Claim | undefined {
  const releases = claim.releases.filter((release) => !isSettled(keyOf(release)));
  return releases.length > 0 ? { ...claim, releases } : undefined;
}

/**
 * Selects the releases that are not on record yet.
 *
 * @throws VerstampError `RELEASE_RECORDED` if one is on record with another digest.
 */
export function selectNew(
  releases: readonly Release[],
  find: (release: Release) => Release | undefined,
): readonly Release[] {
  return releases.filter((release) => {
    const found = find(release);
    if (found && found.digest !== release.digest) {
      const { name, version, digest } = release;
      throw releaseRecorded({ name, version, recorded: found.digest, given: digest });
    }
    return !found;
  });
}
