import { isObject } from '../../json.ts';
import { listBinaries } from '../../tarball/binaries.ts';

/** Conditions that installed packages are loaded under; others are a workspace's own and break no installation. */
const CONDITIONS: ReadonlySet<string> = new Set([
  'browser',
  'default',
  'import',
  'module',
  'module-sync',
  'node',
  'require',
  'types',
]);

/** Lists the entry points that a package names and does not hold, as package.json writes them. */
export function findMissingEntries(
  manifest: Readonly<Record<string, unknown>>,
  paths: ReadonlySet<string>,
): readonly string[] {
  const { main, module, types, typings, exports } = manifest;
  const legacy = [
    ...texts(main).map((path) => [path, [...variants(path), 'index.js']] as const),
    ...texts(module).map((path) => [path, variants(path)] as const),
    ...texts(types ?? typings).map((path) => [path, [...variants(path), `${trim(path)}.d.ts`]] as const),
    ...[...listBinaries(manifest)].map((path) => [path, [path]] as const),
  ];
  const missing = legacy.filter(([, places]) => !places.some((place) => paths.has(place)));
  const open = findMissingTargets(exports, paths);
  return [...new Set([...missing.map(([path]) => path), ...open])];
}

function findMissingTargets(target: unknown, paths: ReadonlySet<string>): readonly string[] {
  if (typeof target === 'string') return holds(target, paths) ? [] : [target];
  if (Array.isArray(target)) {
    const missing = target.map((entry) => findMissingTargets(entry, paths));
    // The first that can be used counts.
    return missing.some(({ length }) => length === 0) ? [] : (missing[0] ?? []);
  }
  if (!isObject(target)) return [];
  return Object.entries(target).flatMap(([key, inner]) => {
    return key.startsWith('.') || CONDITIONS.has(key) || key.startsWith('types@')
      ? findMissingTargets(inner, paths)
      : [];
  });
}

function holds(target: string, paths: ReadonlySet<string>): boolean {
  // Another package's name, or a whole folder.
  if (!target.startsWith('./') || target.endsWith('/')) return true;
  const path = trim(target);
  const [before = '', ...after] = path.split('*');
  if (after.length === 0) return paths.has(path);
  const end = after.at(-1) ?? '';
  return [...paths].some((candidate) => candidate.startsWith(before) && candidate.endsWith(end));
}

/** Where `require` looks for a path. */
function variants(path: string): readonly string[] {
  const plain = trim(path);
  const inside = plain === '' ? '' : `${plain}/`;
  const files = ['', '.js', '.json', '.node'].map((ending) => plain + ending);
  return [...files, `${inside}index.js`, `${inside}index.json`, `${inside}index.d.ts`];
}

function trim(path: string): string {
  return path
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');
}

function texts(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}
