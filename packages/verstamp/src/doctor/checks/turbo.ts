import { isObject, lookUp, type JsonEdit, type JsonObject } from '../../edit/json.ts';
import type { Facts, JsonFile } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { listStampingTasks, type StampingTask } from '../tasks.ts';
import { reportReplays, type Replay } from './replays.ts';

const NAME = 'VERSTAMP_REVISION';

/** Finds tasks that Turborepo caches and that stamp, without the revision in their `env`. */
export function checkTurbo({ turbo, packages }: Facts): readonly Finding[] {
  if (!turbo || includesName(turbo.body['globalEnv'])) return [];
  const targets = listStampingTasks({ packages: packages.filter(({ isMember }) => isMember) });
  const replays = targets.flatMap((target): readonly Replay[] => {
    const settings = listSettings(turbo, target);
    const [nearest] = settings;
    // What is in no turbo.json is no task of Turborepo's.
    if (!nearest || valueOf(settings, 'cache') === false || includesName(valueOf(settings, 'env'))) return [];
    const place = settings.find(({ value }) => Array.isArray(value['env'])) ?? nearest;
    return [{ target, file: place.file, edit: planRemedy(place) }];
  });
  return reportReplays('Turborepo', replays);
}

/** A place that says something of a task. */
interface Setting {
  readonly file: string;
  readonly path: readonly string[];
  readonly value: JsonObject;
}

/**
 * Lists what is set for a task, the nearest first: the package's own turbo.json, then the root's, in which the entry
 * for one package stands in place of the general one. Version 1 calls the list `pipeline`.
 */
function listSettings(turbo: JsonFile, { pkg, task }: StampingTask): readonly Setting[] {
  const own = pkg.turbo && pkg.turbo.file !== turbo.file ? settingsIn(pkg.turbo, [task]) : [];
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
function includesName(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  const entries = (list as readonly unknown[]).filter((entry) => typeof entry === 'string');
  const [out, taken] = [true, false].map((isOut) =>
    entries.filter((entry) => entry.startsWith('!') === isOut),
  );
  return taken?.some(isNamed) === true && out?.some(isNamed) === false;
}

function isNamed(entry: string): boolean {
  return new RegExp(`^${entry.replaceAll(/[^\w*]/g, '').replaceAll('*', '.*')}$`).test(NAME);
}

function planRemedy({ file, path, value }: Setting): JsonEdit {
  return Array.isArray(value['env'])
    ? { file, path: [...path, 'env', -1], value: NAME }
    : { file, path: [...path, 'env'], value: [NAME] };
}
