import { isObject, lookUp, type JsonEdit } from '../../edit/json.ts';
import type { Facts, JsonFile, PackageFacts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { isStamping, listStampingTasks, type StampingTask } from '../tasks.ts';
import { listSettings, type Setting } from './nx-settings.ts';
import { reportReplays, type Replay } from './replays.ts';

const INPUT = { env: 'VERSTAMP_REVISION' } as const;

/** What Nx goes by where a target lists no inputs. */
const DEFAULT_INPUTS: readonly unknown[] = ['default', '^default'];

/** Finds tasks that Nx caches and that stamp, without the revision among their inputs. */
export function checkNx(facts: Facts): readonly Finding[] {
  const { nx } = facts;
  if (!nx) return [];
  const replays = listTargets(nx, facts).flatMap((target): readonly Replay[] => {
    const settings = listSettings(nx, target);
    if (!isCached(nx, target, settings) || knowsRevision(nx, target.pkg, settings)) return [];
    const edit = planRemedy(nx, target, settings);
    return [{ target, file: edit?.file ?? nx.file, edit }];
  });
  return reportReplays('Nx', replays);
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

function knowsRevision(nx: JsonFile, pkg: PackageFacts, settings: readonly Setting[]): boolean {
  const sources = [pkg.project?.body, lookUp(pkg.manifest.body, 'nx'), nx.body];
  return includesRevision(effectiveInputs(settings), sources);
}

/** The nearest list counts; `...` in it stands for the one behind. */
function effectiveInputs(settings: readonly Setting[]): readonly unknown[] {
  const [first, ...more] = settings.filter(({ value }) => Array.isArray(value['inputs']));
  if (!first) return DEFAULT_INPUTS;
  const inputs = first.value['inputs'] as readonly unknown[];
  return inputs.includes('...') ? [...inputs, ...effectiveInputs(more)] : inputs;
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
): JsonEdit | undefined {
  const listed = settings.find(({ value }) => Array.isArray(value['inputs']));
  if (listed) return { file: listed.file, path: [...listed.path, 'inputs', -1], value: INPUT };
  if (isInferred(nx) || pkg.project) return undefined;
  const place = settings[0] ?? { file: nx.file, path: ['targetDefaults', task] };
  return { file: place.file, path: [...place.path, 'inputs'], value: [...DEFAULT_INPUTS, INPUT] };
}
