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

/**
 * Returns what reads versions in a format, and in the usual notation as well: that is what a stamp has, and so what
 * clients with one send. A text that is both is taken for one of the format.
 */
export function chooseReader(format: VersionFormat | undefined): Notation['read'] {
  return format ? (text) => format.safeParse(text) ?? readUsual(text) : readUsual;
}

/** Returns what reads versions in messages: in the format alone, which peers without a stamp write themselves. */
export function chooseMessageReader(format: VersionFormat | undefined): Notation['read'] {
  return format ? (text) => format.safeParse(text) : readUsual;
}

/** Returns what writes versions in a format; without one, the revision is written only if the rule looks at it. */
export function chooseWriter(format: VersionFormat | undefined, { table }: Rule): Notation['write'] {
  if (format) return (version) => format.format(version);
  // Users know three parts, so a fourth that decides nothing does not travel.
  return table.endsWith('--') ? displayVersion : formatVersion;
}

/** Returns what writes any version: in a format if that says all that counts, or else in the usual notation. */
export function chooseAnyWriter(format: VersionFormat | undefined, rule: Rule): Notation['write'] {
  const writeUsual = chooseWriter(undefined, rule);
  if (!format) return writeUsual;
  const write = chooseWriter(format, rule);
  return (version) => {
    const usual = writeUsual(version);
    const text = tryWrite(write, version);
    const readBack = format.safeParse(text);
    return text !== undefined && readBack && writeUsual(readBack) === usual ? text : usual;
  };
}

/** Writes a version; `undefined` if it does not fit the notation. */
export function tryWrite(write: Notation['write'], version: Version): string | undefined {
  try {
    return write(version);
  } catch {
    return undefined;
  }
}

/** Reads a version in the usual notation; `undefined` if it cannot be read. */
function readUsual(text: unknown): Version | undefined {
  const result = safeParseVersion(text);
  return result.kind === 'version' ? result.version : undefined;
}
