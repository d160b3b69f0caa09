import { versionSyntax, type VersionProblem } from './problems/version.ts';
import { readVersion } from './read.ts';
import type { Version } from './version.ts';

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
 * @throws VerstampError `VERSION_SYNTAX` if the text is not a version.
 */
export function parseVersion(text: string): Version {
  const result = safeParseVersion(text);
  if (result.kind === 'problem') throw result.problem;
  return result.version;
}
