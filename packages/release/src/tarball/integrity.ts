import { hash } from 'node:crypto';

/** Writes the integrity of bytes, as registries and lockfiles have it: `sha512-…`. */
export function formatIntegrity(bytes: Uint8Array): string {
  return `sha512-${hash('sha512', bytes, 'base64')}`;
}

/** Lists the digests of an integrity that cannot be forged: older registries give a sha1 only. */
export function listStrong(integrity: string): readonly string[] {
  return integrity.split(/\s+/).filter((digest) => STRONG.test(digest));
}

const STRONG = /^sha512-[A-Za-z\d+/]{86}==$/;

/**
 * Tells whether an integrity promises the very bytes that have this one, by a digest that cannot be forged; every
 * installer refuses other bytes under it.
 */
export function isPromised(own: string, integrity: string): boolean {
  // Installers also take one with an option behind it, as `sha512-…?x`.
  const strong = integrity.split(/\s+/).filter((digest) => digest.startsWith('sha512-'));
  return strong.length > 0 && strong.every((digest) => digest === own);
}

/** Tells whether bytes on record are those that a registry names, which may name more digests than the ledger. */
export function isSameIntegrity(recorded: string | undefined, named: string): boolean {
  return recorded !== undefined && (recorded === named || isPromised(recorded, named));
}

/** Tells whether bytes are those of an integrity, by the strongest digest in it. */
export async function isIntact(bytes: Buffer, integrity: string): Promise<boolean> {
  const { default: ssri } = await import('ssri');
  return ssri.checkData(bytes, integrity) !== false;
}
