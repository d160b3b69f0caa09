import { hash } from 'node:crypto';

/** Writes the integrity of bytes, as registries and lockfiles have it: `sha512-…`. */
export function formatIntegrity(bytes: Uint8Array): string {
  return `sha512-${hash('sha512', bytes, 'base64')}`;
}

/** Lists what an integrity says in digests that nobody can forge: an older registry gives a sha1 only. */
export function listStrong(integrity: string): readonly string[] {
  return integrity.split(/\s+/).filter((digest) => STRONG.test(digest));
}

const STRONG = /^sha512-[A-Za-z\d+/]{86}==$/;

/**
 * Says whether an integrity promises the very bytes that have this one, by a digest that nobody can forge; every
 * installer refuses other bytes under it.
 */
export function isPromised(own: string, integrity: string): boolean {
  return listStrong(integrity).includes(own);
}
