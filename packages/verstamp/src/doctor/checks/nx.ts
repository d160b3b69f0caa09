import type { JsonEdit } from '../../edit/json.ts';
import { isObject, lookUp } from '../../json.ts';
import type { JsonFile, PackageFacts, RepositoryFacts } from '../../repository/facts.ts';
import { isStamping, listStampingTasks, STAMP_VARIABLES, type StampingTask } from '../../repository/tasks.ts';
import type { Finding } from '../finding.ts';
import { listSettings, type Setting } from './nx-settings.ts';
import { reportReplays, type Replay } from './replays.ts';

/** The inputs that Nx takes for a target that lists none. */
const DEFAULT_INPUTS: readonly unknown[] = ['default', '^default'];

/** Finds tasks that Nx caches and that stamp, without what a stamp goes by among their inputs. */
export function checkNx(facts: RepositoryFacts): readonly Finding[] {
  const { nx } = facts;
  if (!nx) return [];
  const replays = listTargets(nx, facts).flatMap((target): readonly Replay[] => {
    const settings = listSettings(nx, target);
    const missing = isCached(nx, target, settings) ? listMissing(nx, target.pkg, settings) : [];
    if (missing.length === 0) return [];
    const edits = planRemedy(nx, { target, settings, missing });
    return [{ target, missing, file: edits[0]?.file ?? nx.file, edits }];
  });
  return reportReplays('Nx', replays);
}

/** Targets come from scripts, from what projects set, and from Nx' plugins, which call theirs `build`. */
function listTargets(nx: JsonFile, { packages }: RepositoryFacts): readonly StampingTask[] {
  // A package that is not a member of the workspace is not a project.
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

function listMissing(nx: JsonFile, pkg: PackageFacts, settings: readonly Setting[]): readonly string[] {
  const sources = [pkg.project?.body, lookUp(pkg.manifest.body, 'nx'), nx.body];
  const known = listVariables(effectiveInputs(settings), sources);
  return STAMP_VARIABLES.filter((name) => !known.some((variable) => variable.includes(name)));
}

/** The nearest list counts; `...` in it stands for the one behind. */
function effectiveInputs(settings: readonly Setting[]): readonly unknown[] {
  const [first, ...more] = settings.filter(({ value }) => Array.isArray(value['inputs']));
  if (!first) return DEFAULT_INPUTS;
  const inputs = first.value['inputs'] as readonly unknown[];
  return inputs.includes('...') ? [...inputs, ...effectiveInputs(more)] : inputs;
}

/** Lists the variables among inputs, and the commands that may print one; named inputs may hold others. */
function listVariables(inputs: unknown, sources: readonly unknown[], depth = 0): readonly string[] {
  if (!Array.isArray(inputs) || depth > 8) return [];
  return (inputs as readonly unknown[]).flatMap((input): readonly string[] => {
    const own = [lookUp(input, 'env'), lookUp(input, 'runtime')].filter((value) => typeof value === 'string');
    const name = typeof input === 'string' ? input : lookUp(input, 'input');
    if (typeof name !== 'string' || name.startsWith('^')) return own;
    return sources.flatMap((source) =>
      listVariables(lookUp(source, 'namedInputs', name), sources, depth + 1),
    );
  });
}

/** Inputs that are listed get more. If none are, Nx' own list is written down, unless a plugin has another. */
function planRemedy(
  nx: JsonFile,
  {
    target: { pkg, task },
    settings,
    missing,
  }: {
    readonly target: StampingTask;
    readonly settings: readonly Setting[];
    readonly missing: readonly string[];
  },
): readonly JsonEdit[] {
  const inputs = missing.map((env) => ({ env }));
  const listed = settings.find(({ value }) => Array.isArray(value['inputs']));
  if (listed) {
    const { file, path } = listed;
    return inputs.map((value) => ({ file, path: [...path, 'inputs', -1], value }));
  }
  if (isInferred(nx) || pkg.project) return [];
  const { file, path } = settings[0] ?? { file: nx.file, path: ['targetDefaults', task] };
  return [{ file, path: [...path, 'inputs'], value: [...DEFAULT_INPUTS, ...inputs] }];
}
