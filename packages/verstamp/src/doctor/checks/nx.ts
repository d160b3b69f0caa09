import type { JsonEdit } from '../../edit/json.ts';
import { isObject, lookUp } from '../../json.ts';
import type { JsonFile, RepositoryFacts } from '../../repository/facts.ts';
import { isStamping, listStampingTasks, type StampingTask } from '../../repository/tasks.ts';
import type { Finding } from '../finding.ts';
import { DEFAULT_INPUTS, listMissingInputs } from './nx-inputs.ts';
import { listSettings } from './nx-settings.ts';
import { reportReplays, type Replay } from './replays.ts';
import type { Setting } from './setting.ts';

/** Finds tasks that Nx caches and that stamp, without what a stamp goes by among their inputs. */
export function checkNx(facts: RepositoryFacts): readonly Finding[] {
  const { nx } = facts;
  if (!nx) return [];
  const replays = listTargets(nx, facts).flatMap((target): readonly Replay[] => {
    const settings = listSettings(nx, target);
    const missing = isCached(nx, target, settings) ? listMissingInputs(nx, target.pkg, settings) : [];
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

/** A target that Nx caches, and what its inputs lack. */
interface CachedTarget {
  readonly target: StampingTask;
  readonly settings: readonly Setting[];
  readonly missing: readonly string[];
}

/** Inputs that are listed get more. If none are, Nx' own list is written down, unless a plugin has another. */
function planRemedy(nx: JsonFile, { target, settings, missing }: CachedTarget): readonly JsonEdit[] {
  const { pkg, task } = target;
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
