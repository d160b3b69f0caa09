/** The parts of a version. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The internal identifier of a build; `undefined` if the text had three parts. */
  readonly revision: number | undefined;
  /** The prerelease identifiers without their hyphen; `''` when there are none. */
  readonly prerelease: string;
}

/** Formats all parts, as in `1.4.3.417` or `2.0.0.5-rc.1`; `parseVersion` reads it back. */
export function formatVersion(version: Version): string {
  const revision = version.revision === undefined ? '' : `.${version.revision}`;
  return core(version) + revision + suffix(version);
}

/** Formats what users see: without the revision, as in `1.4.3` or `2.0.0-rc.1`. */
export function displayVersion(version: Version): string {
  return core(version) + suffix(version);
}

/** Formats for tools that know only SemVer: the revision becomes build metadata, as in `1.4.3+417`. */
export function toSemVer(version: Version): string {
  const revision = version.revision === undefined ? '' : `+${version.revision}`;
  return displayVersion(version) + revision;
}

function core(version: Version): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}

function suffix(version: Version): string {
  return version.prerelease && `-${version.prerelease}`;
}
