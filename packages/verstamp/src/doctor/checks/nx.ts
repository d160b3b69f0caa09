import { taskCacheReplays } from '@verstamp/core/problems';
import { isObject, lookUp, type JsonEdit, type JsonObject, type JsonPath } from '../../edit/json.ts';
import type { Facts, JsonFile, PackageFacts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { isStamping, listStampingTasks, type StampingTask } from '../tasks.ts';

const INPUT = { env: 'VERSTAMP_REVISION' } as const;

/** Finds tasks that Nx caches and that stamp, without the revision among their inputs. */
export function checkNx(facts: Facts): readonly Finding[] {
  const { nx } = facts;
  if (!nx) return [];
  return listTargets(nx, facts).flatMap((stamping) => {
    const settings = listSettings(nx, stamping);
    if (
      !isCached(nx, stamping, settings) ||
      settings.some((entry) => knowsRevision(nx, stamping.pkg, entry))
    ) {
      return [];
    }
    const remedy = planRemedy(nx, stamping, settings);
    const file = remedy?.[0]?.file ?? nx.file;
    const problem = taskCacheReplays({ runner: 'Nx', name: stamping.pkg.name, task: stamping.task, file });
    return [{ severity: 'error', place: stamping.pkg.manifest.file, problem, ...(remedy ? { remedy } : {}) }];
  });
}

/** Targets come from scripts, from what projects set, and from Nx' plugins, which call theirs `build`. */
function listTargets(nx: JsonFile, { packages }: Facts): readonly StampingTask[] {
  // What is no member of the workspace is no project.
  const projects = packages.filter(({ isMember }) => isMember);
  const targets = projects.filter(isStamping).flatMap((pkg) => {
    const own = [lookUp(pkg.project?.body, 'targets'), lookUp(pkg.manifest.body, 'nx', 'targets')];
    const named = own.flatMap((value) => Object.keys(isObject(value) ? value : {}).filter(isBuild));
    return [...named, ...(isInferred(nx) ? ['build'] : [])].map((task) => ({ pkg, task }));
  });
  const tasks = [...listStampingTasks({ packages: projects }), ...targets];
  return [...new Map(tasks.map((entry) => [`${entry.pkg.folder}#${entry.task}`, entry])).values()];
}

function isBuild(target: string): boolean {
  return /^build\b/.test(target);
}

/** A place that says something of a target. */
interface Setting {
  readonly file: string;
  readonly path: JsonPath;
  readonly value: JsonObject;
}

/** Lists what is set for a target, the nearest first: project.json, package.json, then the defaults. */
function listSettings(nx: JsonFile, { pkg, task }: StampingTask): readonly Setting[] {
  const own = [
    settingAt(pkg.project, ['targets', task]),
    settingAt(pkg.manifest, ['nx', 'targets', task]),
  ].filter((setting) => setting !== undefined);
  const executors = new Set(own.map(({ value }) => value['executor']));
  const defaults = lookUp(nx.body, 'targetDefaults');
  const matching = Object.keys(isObject(defaults) ? defaults : {}).filter(
    (key) => executors.has(key) || isMatch(key, task),
  );
  return [...own, ...matching.flatMap((key) => listDefaults(nx, key))];
}

function settingAt(source: JsonFile | undefined, path: readonly string[]): Setting | undefined {
  const value = source && lookUp(source.body, ...path);
  return source && isObject(value) ? { file: source.file, path, value } : undefined;
}

/** Since Nx 22 a default may be a list of entries, each with a filter of its own. */
function listDefaults(nx: JsonFile, key: string): readonly Setting[] {
  const value = lookUp(nx.body, 'targetDefaults', key);
  const entries = Array.isArray(value) ? (value as readonly unknown[]) : undefined;
  if (!entries) return isObject(value) ? [{ file: nx.file, path: ['targetDefaults', key], value }] : [];
  return entries.flatMap((entry, index) =>
    isObject(entry) ? [{ file: nx.file, path: ['targetDefaults', key, index], value: entry }] : [],
  );
}

function isMatch(pattern: string, task: string): boolean {
  if (!pattern.includes('*')) return pattern === task;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(task);
}

function isCached(nx: JsonFile, { task }: StampingTask, settings: readonly Setting[]): boolean {
  const said = settings.find(({ value }) => typeof value['cache'] === 'boolean');
  if (said) return said.value['cache'] === true;
  const legacy = lookUp(nx.body, 'tasksRunnerOptions', 'default', 'options', 'cacheableOperations');
  return (Array.isArray(legacy) && legacy.includes(task)) || isInferred(nx);
}

/** Nx' plugins for bundlers make cached targets by themselves. */
function isInferred({ body }: JsonFile): boolean {
  const plugins = body['plugins'];
  return (
    Array.isArray(plugins) &&
    (plugins as readonly unknown[]).some((entry) => {
      const name = typeof entry === 'string' ? entry : lookUp(entry, 'plugin');
      return typeof name === 'string' && /^@nx\/(?:vite|webpack|rollup|rspack|rsbuild|nuxt|js)\//.test(name);
    })
  );
}

function knowsRevision(nx: JsonFile, pkg: PackageFacts, { value }: Setting): boolean {
  return includesRevision(value['inputs'], [pkg.project?.body, lookUp(pkg.manifest.body, 'nx'), nx.body]);
}

/** Named inputs may hold others. */
function includesRevision(inputs: unknown, sources: readonly unknown[], depth = 0): boolean {
  if (!Array.isArray(inputs) || depth > 8) return false;
  return (inputs as readonly unknown[]).some((input) => {
    if (isObject(input) && input['env'] === INPUT.env) return true;
    const runtime = lookUp(input, 'runtime');
    if (typeof runtime === 'string' && runtime.includes(INPUT.env)) return true;
    const name = typeof input === 'string' ? input : lookUp(input, 'input');
    if (typeof name !== 'string' || name.startsWith('^')) return false;
    return sources.some((source) =>
      includesRevision(lookUp(source, 'namedInputs', name), sources, depth + 1),
    );
  });
}

/** Inputs that are listed get one more. Where none are, Nx' own list is written down, unless a plugin has another. */
function planRemedy(
  nx: JsonFile,
  { pkg, task }: StampingTask,
  settings: readonly Setting[],
): readonly JsonEdit[] | undefined {
  const listed = settings.find(({ value }) => Array.isArray(value['inputs']));
  if (listed) return [{ file: listed.file, path: [...listed.path, 'inputs', -1], value: INPUT }];
  if (isInferred(nx) || pkg.project) return undefined;
  const [first] = settings;
  const place = first ?? { file: nx.file, path: ['targetDefaults', task] };
  return [{ file: place.file, path: [...place.path, 'inputs'], value: ['default', '^default', INPUT] }];
}
