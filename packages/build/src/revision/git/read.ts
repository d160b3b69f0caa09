import { splitByLife } from '../claims.ts';
import type { LedgerContents } from '../ledger.ts';
import { collectClaims, parseBlocks, parseReleases } from './lines.ts';
import { REFS } from './refs.ts';
import type { GitRemote } from './remote.ts';

/** Reads everything that a ledger holds. */
export async function readAll(remote: GitRemote, now: number): Promise<LedgerContents> {
  const refs = await remote.read('refs/verstamp/v1/*');
  const under = (prefix: string) => new Map([...refs].filter(([ref]) => ref.startsWith(prefix)));
  const newest = [...under(REFS.revisions)].flatMap(([ref, value]) => parseBlocks(ref, value).slice(0, 1));
  return {
    revisions: new Map(newest.map(({ name, last }) => [name, last])),
    ...splitByLife(collectClaims(under(REFS.claims)), now),
    releases: [...under(REFS.releases)].flatMap(([ref, value]) => parseReleases(ref, value)),
  };
}
