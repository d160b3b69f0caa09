import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceInvalid } from '@verstamp/core/problems';

/** Fields of package.json that do not reach who installs the package. */
const UNSEEN: ReadonlySet<string> = new Set([
  'devDependencies',
  'gitHead',
  'packageManager',
  'pnpm',
  'publishConfig',
]);

/** The scripts that run at an installation. */
const INSTALL_SCRIPTS: readonly string[] = ['preinstall', 'install', 'postinstall'];

/** Fields in which the order of keys decides. */
const ORDERED: ReadonlySet<string> = new Set(['exports', 'imports', 'typesVersions']);

/** Says whether a value is a plain JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives a text that says something; `undefined` for an empty one, and for what is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Writes package.json in one form: without what does not reach the user, keys sorted except
 * where their order has a meaning. What is no JSON object stays as it is.
 */
export function canonicalManifest(bytes: Buffer): Buffer {
  const manifest = parseManifest(bytes);
  if (!manifest) return bytes;
  const kept = Object.entries(manifest).flatMap(([key, value]) => {
    if (UNSEEN.has(key)) return [];
    const seen = key === 'scripts' ? installScripts(value) : value;
    return seen === undefined ? [] : [[key, ORDERED.has(key) ? seen : sortKeys(seen)] as const];
  });
  return Buffer.from(JSON.stringify(Object.fromEntries(kept.toSorted(byKey))));
}

/** Reads package.json; `undefined` where it is no JSON object. */
export function parseManifest(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a package.json is that of a package which may go to a registry. */
export function isPublishable({
  name,
  version,
  private: hidden,
}: Readonly<Record<string, unknown>>): boolean {
  return hidden !== true && textOf(name) !== undefined && textOf(version) !== undefined;
}

/**
 * Reads the package.json of a folder.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, which names it, where it is no JSON object.
 */
export function readManifest(folder: string): Readonly<Record<string, unknown>> {
  const path = join(folder, 'package.json');
  const manifest = parseManifest(readFileSync(path));
  if (!manifest) throw workspaceInvalid({ path, reason: 'it is no JSON object.' });
  return manifest;
}

/**
 * Lists the files that installers make executable, whatever the archive says: those of `bin`.
 * npm keeps the mode of the disk there, pnpm sets it.
 */
export function binaries(manifest: Readonly<Record<string, unknown>> | undefined): ReadonlySet<string> {
  const bin = manifest?.['bin'];
  const paths = typeof bin === 'string' ? [bin] : isObject(bin) ? Object.values(bin) : [];
  return new Set(
    paths.filter((path) => typeof path === 'string').map((path) => path.replace(/^(\.?\/)+/, '')),
  );
}

function installScripts(scripts: unknown): unknown {
  if (!isObject(scripts)) return scripts;
  const kept = INSTALL_SCRIPTS.filter((name) => Object.hasOwn(scripts, name));
  return kept.length ? Object.fromEntries(kept.map((name) => [name, scripts[name]])) : undefined;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sortKeys(inner)] as const)
      .toSorted(byKey),
  );
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
