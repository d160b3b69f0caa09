import type { JsonEdit } from '../../edit/json.ts';
import { isObject, lookUp } from '../../json.ts';
import type { JsonFile, RepositoryFacts } from '../../repository/facts.ts';
import { listStampingTasks, STAMP_VARIABLES, type StampingTask } from '../../repository/tasks.ts';
import type { Finding } from '../finding.ts';
import { reportReplays, type Replay } from './replays.ts';
import type { Setting } from './setting.ts';

/** Finds tasks that Turborepo caches and that stamp, without what a stamp goes by in their `env`. */
export function checkTurbo({ turbo, packages }: RepositoryFacts): readonly Finding[] {
  if (!turbo) return [];
  const targets = listStampingTasks({ packages: packages.filter(({ isMember }) => isMember) });
  const replays = targets.flatMap((target): readonly Replay[] => {
    const settings = listSettings(turbo, target);
    const [nearest] = settings;
    // A task that no turbo.json names is not Turborepo's.
    if (!nearest || valueOf(settings, 'cache') === false) return [];
    const lists = [turbo.body['globalEnv'], valueOf(settings, 'env')];
    const missing = STAMP_VARIABLES.filter((name) => !lists.some((list) => includesName(list, name)));
    if (missing.length === 0) return [];
    const place = settings.find(({ value }) => Array.isArray(value['env'])) ?? nearest;
    return [{ target, missing, file: place.file, edits: planRemedy(place, missing) }];
  });
  return reportReplays('Turborepo', replays);
}

/**
 * Lists what is set for a task, the nearest first: the package's own turbo.json, which may say that it extends nothing,
 * then the root's, in which the entry for one package stands in place of the general one. Version 1 calls the list
 * `pipeline`.
 */
function listSettings(turbo: JsonFile, { pkg, task }: StampingTask): readonly Setting[] {
  const own = pkg.turbo && pkg.turbo.file !== turbo.file ? settingsIn(pkg.turbo, [task]) : [];
  if (own.some(({ value }) => value['extends'] === false)) return own;
  const names = [`${pkg.name}#${task}`, ...(pkg.folder === '' ? [`//#${task}`] : []), task];
  return [...own, ...settingsIn(turbo, names).slice(0, 1)];
}

function settingsIn({ file, body }: JsonFile, names: readonly string[]): readonly Setting[] {
  return names.flatMap((name) =>
    ['tasks', 'pipeline'].flatMap((key) => {
      const value = lookUp(body, key, name);
      return isObject(value) ? [{ file, path: [key, name], value }] : [];
    }),
  );
}

/** The nearest value counts, and a list that extends the one behind it has both. */
function valueOf(settings: readonly Setting[], key: string): unknown {
  const [first, ...more] = settings.filter(({ value }) => value[key] !== undefined);
  const value = first?.value[key];
  return Array.isArray(value) && value.includes('$TURBO_EXTENDS$')
    ? [...(value as readonly unknown[]), ...[valueOf(more, key) ?? []].flat()]
    : value;
}

/** A name may be a pattern, and a `!` before it takes it out again. */
function includesName(list: unknown, name: string): boolean {
  if (!Array.isArray(list)) return false;
  const entries = (list as readonly unknown[]).filter((entry) => typeof entry === 'string');
  const [out, taken] = [true, false].map((isOut) =>
    entries.filter((entry) => entry.startsWith('!') === isOut).some((entry) => isNamed(entry, name)),
  );
  return taken === true && out === false;
}

function isNamed(entry: string, name: string): boolean {
  return new RegExp(`^${entry.replaceAll(/[^\w*]/g, '').replaceAll('*', '.*')}$`).test(name);
}

function planRemedy({ file, path, value }: Setting, missing: readonly string[]): readonly JsonEdit[] {
  const { env } = value;
  if (!Array.isArray(env)) return [{ file, path: [...path, 'env'], value: missing }];
  // Somebody took a variable out on purpose, and has to put it back.
  const isOut = (env as readonly unknown[]).some(
    (entry) => typeof entry === 'string' && entry.startsWith('!'),
  );
  return isOut ? [] : missing.map((name) => ({ file, path: [...path, 'env', -1], value: name }));
}
