import { join } from 'node:path';
import { quote } from '@verstamp/core';
import { workspaceInvalid } from '@verstamp/core/problems';
import { isObject, textOf } from '../../../json.ts';
import type { Setting } from '../resolve-registry.ts';
import { findHome, readSettings } from './own-files.ts';
import type { ReaderOptions } from './reader.ts';

/**
 * Reads the registries that bun goes by: its own, and for each name that they do not say that of npm.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if a bunfig.toml is no TOML.
 */
export async function readBun({ root, env, npm }: ReaderOptions): Promise<readonly Setting[]> {
  const files = [join(root, 'bunfig.toml'), join(env['XDG_CONFIG_HOME'] ?? findHome(env), '.bunfig.toml')];
  const named = await Promise.all(files.map(async (file) => readBunfig(file)));
  const variable = textOf(env['BUN_CONFIG_REGISTRY']);
  if (variable === undefined && named.every(({ size }) => size === 0)) return [];
  return [
    (name) =>
      (name === 'registry' ? variable : undefined) ??
      named.map((settings) => settings.get(name)).find((url) => url !== undefined) ??
      textOf(npm.get(name)),
  ];
}

/** Reads what a bunfig.toml says of registries, by the names that `.npmrc` has for them. */
async function readBunfig(path: string): Promise<ReadonlyMap<string, string>> {
  const text = readSettings(path);
  if (text === '') return new Map();
  const { parse } = await import('smol-toml');
  const { install } = attempt(path, () => parse(text));
  const { registry, scopes } = isObject(install) ? install : {};
  const scoped = isObject(scopes) ? Object.entries(scopes) : [];
  const named = scoped.map(
    ([scope, value]) => [`@${scope.replace(/^@/, '')}:registry`, urlOf(value)] as const,
  );
  const all = [['registry', urlOf(registry)] as const, ...named];
  return new Map(all.flatMap(([name, url]) => (url === undefined ? [] : [[name, url]])));
}

/** A registry is an address, or a table with one; a variable in it is one that nobody knows here. */
function urlOf(value: unknown): string | undefined {
  return textOf(isObject(value) ? value['url'] : value);
}

function attempt<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    const said = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw workspaceInvalid({ path, reason: `it is no TOML: ${quote(said, 200)}.` }, { cause });
  }
}
