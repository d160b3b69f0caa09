import { versionSyntax, type VersionProblem } from './problems/version.ts';
import { readVersion } from './read.ts';

/** A version as numbers; part of no text, so it cannot be malformed. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The internal identifier of a build; `undefined` where the text had three parts. */
  readonly revision: number | undefined;
  /** The prerelease identifiers without their hyphen; `''` when there are none. */
  readonly prerelease: string;
}

/** What {@link safeParseVersion} gives: a version, or the problem that kept it from being one. */
export type VersionResult =
  | { readonly kind: 'version'; readonly version: Version }
  | { readonly kind: 'problem'; readonly problem: VersionProblem };

/**
 * Reads a version from anything, without throwing (grammar/version.abnf).
 *
 * @example safeParseVersion('1.4.3.417') // { kind: 'version', version: { major: 1, … } }
 */
export function safeParseVersion(value: unknown): VersionResult {
  const version = readVersion(value);
  return version ? { kind: 'version', version } : { kind: 'problem', problem: versionSyntax({ value }) };
}

/**
 * Reads a version from a text (grammar/version.abnf).
 *
 * @throws VerstampError `VERSION_SYNTAX` where the text is no version.
 */
export function parseVersion(text: string): Version {
  const result = safeParseVersion(text);
  if (result.kind === 'problem') throw result.problem;
  return result.version;
}

/** Formats all parts, as in `1.4.3.417` or `2.0.0.5-rc.1`; {@link parseVersion} reads it back. */
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
