import { formatVersion, parseVersion } from '@verstamp/core';

/** Writes a version, with or without a revision, with this one. */
export function withRevision(version: string, revision: number): string {
  return formatVersion({ ...parseVersion(version), revision });
}
