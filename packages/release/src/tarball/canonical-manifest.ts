import { isObject, parseObject, sortEntries } from '../json.ts';

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

/**
 * Writes package.json in one form: without what does not reach the user, keys sorted except where their order has a
 * meaning. Anything but a JSON object stays as it is, and one that is nested too deeply to be written.
 */
export function canonicalManifest(bytes: Buffer): Buffer {
  const manifest = parseObject(bytes);
  if (!manifest) return bytes;
  try {
    return Buffer.from(JSON.stringify(sortManifest(manifest)));
  } catch {
    return bytes;
  }
}

function sortManifest(manifest: Readonly<Record<string, unknown>>): object {
  const kept = Object.entries(manifest).flatMap(([key, value]) => {
    if (UNSEEN.has(key)) return [];
    const seen = key === 'scripts' ? installScripts(value) : value;
    return seen === undefined ? [] : [[key, ORDERED.has(key) ? seen : sortKeys(seen)] as const];
  });
  return Object.fromEntries(sortEntries(kept));
}

function installScripts(scripts: unknown): unknown {
  if (!isObject(scripts)) return scripts;
  const kept = INSTALL_SCRIPTS.filter((name) => Object.hasOwn(scripts, name));
  return kept.length ? Object.fromEntries(kept.map((name) => [name, scripts[name]])) : undefined;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const sorted = Object.entries(value).map(([key, inner]) => [key, sortKeys(inner)] as const);
  return Object.fromEntries(sortEntries(sorted));
}
