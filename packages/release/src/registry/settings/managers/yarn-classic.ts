import { textOf } from '../../../json.ts';
import type { Setting } from '../resolve-registry.ts';
import { readAround } from './own-files.ts';
import type { ReaderOptions } from './reader.ts';

/** Reads the registries that yarn 1 goes by: for each name that of npm, and its own where npm has none. */
export async function readYarnClassic({ root, env, npm }: ReaderOptions): Promise<readonly Setting[]> {
  const named = new Map<string, string>();
  for (const text of readAround(root, { file: '.yarnrc', env })) {
    for (const [, name = '', url = ''] of text.matchAll(LINE)) if (!named.has(name)) named.set(name, url);
  }
  const variable = textOf(env['yarn_registry']) ?? textOf(env['YARN_REGISTRY']);
  if (variable !== undefined) named.set('registry', variable);
  if (named.size === 0) return [];
  const places = [...npm.data].filter(([place]) => place !== 'default');
  const isSet = (name: string) => places.some(([, { data }]) => Object.hasOwn(data, name));
  return [(name) => (isSet(name) ? textOf(npm.get(name)) : named.get(name))];
}

const LINE = /^[ \t]*"?((?:@[^\s":]+:)?registry)"?[ \t]+"?([^\s"]+)"?/gm;
