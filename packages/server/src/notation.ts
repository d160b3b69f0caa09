import {
  displayVersion,
  formatVersion,
  safeParseVersion,
  type Rule,
  type Version,
  type VersionFormat,
} from '@verstamp/core';

/** How versions are written on the wire. */
export interface Notation {
  /** Reads a version as peers send it; `undefined` if it cannot be read. */
  readonly read: (text: string) => Version | undefined;
  /** Writes a version as peers read it. */
  readonly write: (version: Version) => string;
}

/** Returns what reads versions in a format, or in the usual notation if there is none. */
export function chooseReader(format: VersionFormat | undefined): Notation['read'] {
  return format ? (text) => format.safeParse(text) : readUsual;
}

/** Returns what writes versions in a format; without one, the revision is written only if the rule looks at it. */
export function chooseWriter(format: VersionFormat | undefined, { table }: Rule): Notation['write'] {
  if (format) return (version) => format.format(version);
  // Users know three parts, so a fourth that decides nothing does not travel.
  return table.endsWith('--') ? displayVersion : formatVersion;
}

/** Reads a version in the usual notation; `undefined` if it cannot be read. */
export function readUsual(text: unknown): Version | undefined {
  const result = safeParseVersion(text);
  return result.kind === 'version' ? result.version : undefined;
}
