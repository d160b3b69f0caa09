import { displayVersion, parseVersion, type Stamp } from '@verstamp/core';
import { revisionLimit } from '@verstamp/core/problems';
import { isRecord, safeFormatJson, safeParseJson } from '../json.ts';

/** The file by which browsers know an extension. */
export const EXTENSION_FILE = 'manifest.json';

/** The greatest number that browsers take in an extension's version. */
const LIMIT = 65_535;

/** A browser extension's manifest, as far as it is looked at. */
interface ExtensionManifest {
  readonly manifest_version: 2 | 3;
  readonly version: string;
}

/**
 * Puts a version into a browser extension's manifest: `version` in four numbers, for the store, and
 * `version_name` for people. Returns `undefined` if the file is not such a manifest.
 *
 * @throws VerstampError `REVISION_LIMIT` if a number is above what browsers take.
 */
export function stampExtension(bytes: Buffer, { version, source }: Stamp): string | undefined {
  const manifest = readExtension(bytes);
  if (!manifest) return undefined;
  const parsed = parseVersion(version);
  const { major, minor, patch, revision = 0 } = parsed;
  const numbers = [major, minor, patch, revision];
  const excess = numbers.find((number) => number > LIMIT);
  if (excess !== undefined) throw revisionLimit({ source, revision: excess, limit: LIMIT });
  const stamped = { ...manifest, version: numbers.join('.'), version_name: displayVersion(parsed) };
  return `${JSON.stringify(stamped, undefined, 2)}\n`;
}

/** Returns an extension's manifest without its revision; `undefined` if the file is not such a manifest. */
export function blankExtension(bytes: Buffer): Uint8Array | undefined {
  const manifest = readExtension(bytes);
  if (!manifest) return undefined;
  const version = manifest.version.replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1');
  return safeFormatJson({ ...manifest, version });
}

/** Reads a browser extension's manifest; `undefined` if the file is something else, such as a web app's manifest. */
export function readExtension(bytes: Buffer): ExtensionManifest | undefined {
  const body = safeParseJson(bytes);
  return isExtension(body) ? body : undefined;
}

function isExtension(value: unknown): value is ExtensionManifest {
  if (!isRecord(value)) return false;
  const { manifest_version: kind, version } = value;
  return (kind === 2 || kind === 3) && typeof version === 'string';
}
