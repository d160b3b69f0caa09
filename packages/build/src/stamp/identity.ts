import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { displayVersion, safeParseVersion } from '@verstamp/core';
import { buildOption, packageUnusable } from '@verstamp/core/problems';
import { isRecord, parseJson } from '../json.ts';
import { findUp } from '../find-up.ts';

/** What is built, before it has a revision. */
export interface Identity {
  readonly name: string;
  /** Without a revision, as in `1.4.3` or `2.0.0-rc.1`. */
  readonly version: string;
  /** The folder of its package.json; without one, the folder that was given. */
  readonly root: string;
}

/**
 * Finds out what is built: the options, else the nearest package.json, looking up from `folder`.
 *
 * @throws VerstampError `PACKAGE_UNUSABLE` or `BUILD_OPTION` if name or version cannot be used.
 */
export function resolveIdentity(
  folder: string,
  options: { readonly name?: string | undefined; readonly version?: string | undefined },
): Identity {
  const path = findUp(folder, 'package.json');
  const root = path === undefined ? resolve(folder) : dirname(path);
  const isGiven = options.name !== undefined && options.version !== undefined;
  const manifest = { path: path ?? folder, fields: isGiven ? {} : readManifest(path, folder) };
  return { name: nameOf(options.name, manifest), version: versionOf(options.version, manifest), root };
}

/** What a package.json says, and where it stands. */
interface Manifest {
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

function nameOf(option: string | undefined, { path, fields }: Manifest): string {
  if (option !== undefined) {
    if (isName(option)) return option;
    throw buildOption({ option: 'name', value: option, expected: 'a text of 1 to 214 characters' });
  }
  const value = fields['name'];
  if (isName(value)) return value;
  throw packageUnusable({ path, field: 'name', value });
}

function versionOf(option: string | undefined, { path, fields }: Manifest): string {
  const value = option ?? fields['version'];
  const result = safeParseVersion(value);
  if (result.kind === 'version' && result.version.revision === undefined) {
    return displayVersion(result.version);
  }
  if (option === undefined) throw packageUnusable({ path, field: 'version', value });
  const expected = 'major.minor.patch and an optional prerelease, without a revision';
  throw buildOption({ option: 'version', value, expected });
}

function isName(value: unknown): value is string {
  // The longest name that npm takes, and that readers of version documents take.
  return typeof value === 'string' && value.length > 0 && value.length <= 214;
}

function readManifest(path: string | undefined, folder: string): Readonly<Record<string, unknown>> {
  if (path === undefined) throw packageUnusable({ path: folder, field: 'file', value: undefined });
  try {
    const manifest = parseJson(readFileSync(path, 'utf8'));
    return isRecord(manifest) ? manifest : {};
  } catch (cause) {
    throw packageUnusable({ path, field: 'file', value: 'what is no JSON' }, { cause });
  }
}
