import { createHash } from 'node:crypto';

/** Writes the integrity of bytes, as registries and lockfiles have it: `sha512-…`. */
export function formatIntegrity(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/**
 * Says whether an integrity promises these very bytes, by a digest that nobody can forge; every installer refuses
 * other bytes under it.
 */
export function isPromised(bytes: Uint8Array, integrity: string): boolean {
  return integrity.split(/\s+/).includes(formatIntegrity(bytes));
}
