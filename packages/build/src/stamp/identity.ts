import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { displayVersion, safeParseVersion } from '@verstamp/core';
import { buildOption, packageUnusable } from '@verstamp/core/problems';
import { findUp } from '../revision/config.ts';

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
 * @throws VerstampError `PACKAGE_UNUSABLE` or `BUILD_OPTION` where name or version cannot be used.
 */
export function resolveIdentity(
  folder: string,
  options: { readonly name?: string | undefined; readonly version?: string | undefined },
): Identity {
  const path = findUp(folder, 'package.json');
  const root = path === undefined ? resolve(folder) : dirname(path);
  return {
    name: nameOf(options.name, path, folder),
    version: versionOf(options.version, path, folder),
    root,
  };
}

function nameOf(option: string | undefined, path: string | undefined, folder: string): string {
  if (option !== undefined) {
    if (isName(option)) return option;
    throw buildOption({ option: 'name', value: option, expected: 'a text of 1 to 214 characters' });
  }
  const value = readManifest(path, folder)['name'];
  if (isName(value)) return value;
  throw packageUnusable({ path: path ?? folder, field: 'name', value });
}

function versionOf(option: string | undefined, path: string | undefined, folder: string): string {
  const value = option ?? readManifest(path, folder)['version'];
  const result = safeParseVersion(value);
  if (result.kind === 'version' && result.version.revision === undefined) {
    return displayVersion(result.version);
  }
  if (option === undefined) throw packageUnusable({ path: path ?? folder, field: 'version', value });
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
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    return typeof manifest === 'object' && manifest !== null ? { ...manifest } : {};
  } catch (cause) {
    throw packageUnusable({ path, field: 'file', value: 'what is no JSON' }, { cause });
  }
}
