import { releaseMismatch, type registryUnreachable } from '@verstamp/core/problems';
import { VerstampError } from '@verstamp/core';
import type { Present } from '../../registry/answer.ts';
import type { Subject } from '../../registry/find-version.ts';
import type { Registry } from '../../registry/registry.ts';
import { formatIntegrity, isIntact, isPromised, listStrong } from '../../tarball/integrity.ts';

/** What a registry holds of a version, compared with the bytes that were sent. */
export type Reading =
  | { readonly kind: 'ours' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'other'; readonly problem: ReturnType<typeof releaseMismatch> }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What is read back, and what is expected there. */
export interface Expected {
  readonly subject: Subject;
  /** `sha512-…` of the bytes that were sent. */
  readonly integrity: string;
}

/** Reads metadata and tarball of a version, and compares both with what was sent. */
export async function readRelease(registry: Registry, { subject, integrity }: Expected): Promise<Reading> {
  try {
    const published = await registry.find(subject);
    return published.kind === 'present'
      ? await readPublished(registry, { subject, integrity }, published)
      : { kind: 'absent' };
  } catch (error) {
    if (error instanceof VerstampError && error.code === 'REGISTRY_UNREACHABLE') {
      const { reason } = (error as ReturnType<typeof registryUnreachable>).details;
      return { kind: 'unknown', reason };
    }
    throw error;
  }
}

async function readPublished(
  registry: Registry,
  { subject, integrity }: Expected,
  published: Present,
): Promise<Reading> {
  const { name, version } = subject;
  const mismatch = (part: 'metadata' | 'tarball', expected: string, got: string): Reading => {
    return { kind: 'other', problem: releaseMismatch({ name, version, part, expected, got }) };
  };
  const bytes = await registry.fetchServed(subject, published);
  const served = formatIntegrity(bytes);
  // Some registries promise a sha1 only; then the bytes say what it stands for.
  const isStrong = listStrong(published.integrity).length > 0;
  if (isStrong && !isPromised(integrity, published.integrity)) {
    return mismatch('metadata', integrity, published.integrity);
  }
  if (served !== integrity) return mismatch(isStrong ? 'tarball' : 'metadata', integrity, served);
  const isWhole = await isIntact(bytes, published.integrity);
  return isWhole ? { kind: 'ours' } : mismatch('tarball', published.integrity, served);
}
