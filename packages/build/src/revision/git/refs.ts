import { keyOf } from '../claims.ts';
import { digest } from '../digest.ts';
import type { Subject } from '../source.ts';

/** The folders of refs on the remote. */
export const REFS = {
  revisions: 'refs/verstamp/v1/revisions/',
  claims: 'refs/verstamp/v1/claims/',
  releases: 'refs/verstamp/v1/releases/',
} as const;

/** Names the ref that counts the revisions of a name. */
export function revisionRef({ name }: Subject): string {
  return REFS.revisions + digest(name);
}

/** Names the ref that claims a release: the process that makes it first holds the claim. */
export function claimRef(subject: Subject): string {
  return REFS.claims + digest(keyOf(subject));
}

/** Names the ref that records a release: one of 256, so that neither refs nor what one holds become too many. */
export function releaseRef(subject: Subject): string {
  return REFS.releases + digest(keyOf(subject)).slice(0, 2);
}
