import { join } from 'node:path';
import { textOf } from '../json.ts';
import type { AgreementOptions } from './agreement.ts';
import { findHome, readSettings } from './own-files.ts';
import type { Setting } from './resolve-registry.ts';

/** Reads the registries that bun goes by beside those of `.npmrc`. */
export async function readBun({ root, env }: AgreementOptions): Promise<readonly Setting[]> {
  const folders = [root, env['XDG_CONFIG_HOME'] ?? findHome(env)];
  const files = [
    join(root, 'bunfig.toml'),
    ...folders.slice(1).map((folder) => join(folder, '.bunfig.toml')),
  ];
  const named = files.map((file) => parseBunfig(readSettings(file)));
  const variable = textOf(env['BUN_CONFIG_REGISTRY']);
  return [
    (name) =>
      (name === 'registry' ? variable : undefined) ??
      named.map((settings) => settings.get(name)).find((url) => url !== undefined),
  ];
}

/** Finds what a bunfig.toml says of registries, line by line, however its tables are written. */
function parseBunfig(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let table = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^[\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) table = `${plain(header)}.`;
    const [, key = '', value = ''] = /^\s*([^\s#=[][^#=[]*?)\s*=\s*(.+)$/.exec(line) ?? [];
    const [, scope, isScoped] = NAMED.exec(table + plain(key)) ?? [];
    // A variable is a name that nobody knows here, and so none that .npmrc says.
    const url = /[\w+.-]+:\/\/[^\s"',}]+/.exec(value)?.[0] ?? /\$\{?\w+/.exec(value)?.[0];
    if (scope !== undefined && url !== undefined)
      found.set(isScoped ? `@${isScoped}:registry` : 'registry', url);
  }
  return found;
}

const NAMED = /^install\.(registry(?:\.url)?|scopes\.@?([^.]+)(?:\.url)?)$/;

function plain(key: string): string {
  return key.replace(/[\s"']/g, '');
}
