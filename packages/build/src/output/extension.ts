import { displayVersion, parseVersion, type Stamp } from '@verstamp/core';
import { revisionLimit } from '@verstamp/core/problems';
import { isExtension, readJson } from './whole.ts';

/** The file by which browsers know an extension. */
export const EXTENSION_FILE = 'manifest.json';

/** The greatest number that browsers take in an extension's version. */
const LIMIT = 65_535;

/**
 * Puts a version into a browser extension's manifest: `version` in four numbers, for the store, and
 * `version_name` for people. `undefined` where the file is no such manifest.
 *
 * @throws VerstampError `REVISION_LIMIT` where a number is above what browsers take.
 */
export function stampExtension(bytes: Buffer, { version, source = 'option' }: Stamp): string | undefined {
  const manifest = readJson(bytes);
  if (!isExtension(manifest)) return undefined;
  const parsed = parseVersion(version);
  const { major, minor, patch, revision = 0 } = parsed;
  const numbers = [major, minor, patch, revision];
  const excess = numbers.find((number) => number > LIMIT);
  if (excess !== undefined) throw revisionLimit({ source, revision: excess, limit: LIMIT });
  const stamped = { ...manifest, version: numbers.join('.'), version_name: displayVersion(parsed) };
  return `${JSON.stringify(stamped, undefined, 2)}\n`;
}
