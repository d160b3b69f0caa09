import { isObject, lookUp } from '../../json.ts';
import type { JsonFile, PackageFacts } from '../../repository/facts.ts';
import type { StampingTask } from '../../repository/tasks.ts';
import type { Setting } from './setting.ts';

/**
 * Lists what is set for a target, the nearest first: project.json, package.json, then the defaults. Of the keys there
 * the executor's goes before the target's name, and that before patterns, the longest first; the first that has an
 * entry for the project counts, and its later entries go before its earlier ones (Nx 24, `resolveTargetDefault`).
 */
export function listSettings(nx: JsonFile, { pkg, task }: StampingTask): readonly Setting[] {
  const own = [
    settingAt(pkg.project, ['targets', task]),
    settingAt(pkg.manifest, ['nx', 'targets', task]),
  ].filter((setting) => setting !== undefined);
  const executor =
    own.map(({ value }) => value['executor']).find((value) => value !== undefined) ?? executorOf(pkg, task);
  const defaults = lookUp(nx.body, 'targetDefaults');
  const keys = Object.keys(isObject(defaults) ? defaults : {});
  const patterns = keys.filter((key) => key.includes('*') && isMatch(key, task));
  const ordered = [
    ...keys.filter((key) => key === executor),
    ...keys.filter((key) => key === task),
    ...patterns.toSorted((a, b) => b.length - a.length),
  ];
  const entries = ordered.map((key) =>
    listEntries(nx, key).filter(({ value }) => applies(value['filter'], { pkg, executor })),
  );
  return [...own, ...(entries.find((list) => list.length > 0) ?? []).toReversed()];
}

function settingAt(source: JsonFile | undefined, path: readonly string[]): Setting | undefined {
  const value = source && lookUp(source.body, ...path);
  return source && isObject(value) ? { file: source.file, path, value } : undefined;
}

function listEntries({ file, body }: JsonFile, key: string): readonly Setting[] {
  const value = lookUp(body, 'targetDefaults', key);
  if (isObject(value)) return [{ file, path: ['targetDefaults', key], value }];
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).flatMap((entry, index) =>
    isObject(entry) ? [{ file, path: ['targetDefaults', key, index], value: entry }] : [],
  );
}

/** Tags and Nx' plugins are not known here: what they narrow is taken to apply. */
function applies(
  filter: unknown,
  { pkg, executor }: { readonly pkg: PackageFacts; readonly executor: unknown },
): boolean {
  const projects = lookUp(filter, 'projects');
  const named = lookUp(filter, 'executor');
  if (named !== undefined && named !== executor) return false;
  if (!Array.isArray(projects)) return true;
  const patterns = (projects as readonly unknown[]).filter((pattern) => typeof pattern === 'string');
  // The last that matches says whether the project is meant.
  const last = patterns.findLast((pattern) => isMeant(pattern.replace(/^!/, ''), pkg));
  return last !== undefined && !last.startsWith('!');
}

function isMeant(pattern: string, { name, folder }: PackageFacts): boolean {
  return pattern.startsWith('tag:') || [name, folder].some((subject) => isMatch(pattern, subject));
}

/** What Nx runs the scripts of a package.json with. */
function executorOf({ commands }: PackageFacts, task: string): string | undefined {
  return commands[task] === undefined ? undefined : 'nx:run-script';
}

function isMatch(pattern: string, subject: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(subject);
}
