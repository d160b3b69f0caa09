import { join } from 'node:path';
import { isObject, parseObject, textOf } from '../../../json.ts';
import type { Setting } from '../resolve-registry.ts';
import { askManager } from './ask-manager.ts';
import { findHome, readSettings } from './own-files.ts';
import type { ReaderOptions } from './reader.ts';

type Settings = Readonly<Record<string, unknown>>;

/**
 * Reads the registries that pnpm goes by. It is asked only if it may have others than npm, since starting it takes as long
 * as all questions about a workspace. Some of its versions tell them in two ways that disagree: each is given.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if it does not tell.
 */
export async function readPnpm(options: ReaderOptions): Promise<readonly Setting[]> {
  if (!mayDiffer(options)) return [];
  const { stdout, untold } = await askManager(options, 'pnpm', ['config', 'list', '--json']);
  // Older ones warn on stdout.
  const settings = parseObject(Buffer.from(stdout.slice(Math.max(0, stdout.search(/^\{/m)))));
  if (settings && textOf(settings['registry']) !== undefined) return interpret(settings);
  throw untold;
}

/** pnpm has files and variables of its own, and leaves some of npm's unread. */
function mayDiffer({ root, env, npm }: ReaderOptions): boolean {
  const places = [...npm.data].filter(([, { data }]) =>
    Object.keys(data).some((key) => key.endsWith('registry')),
  );
  if (places.some(([place]) => !SHARED.has(place))) return true;
  if (Object.keys(env).some((name) => /^pnpm_config_.*(registr|npmrc|config)/i.test(name))) return true;
  // pnpm expands no variables in what belongs to the repository.
  if (/^[^/#;\n]*registry\s*=.*\$\{/im.test(readSettings(join(root, '.npmrc')))) return true;
  return listFiles(root, env).some((file) => /registr|include|npmrc/i.test(readSettings(file)));
}

/** The places that both read. */
const SHARED: ReadonlySet<string> = new Set(['default', 'project', 'user']);

function listFiles(root: string, env: ReaderOptions['env']): readonly string[] {
  const home = findHome(env);
  const folders = [
    join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'pnpm'),
    join(home, 'Library', 'Preferences', 'pnpm'),
    join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'pnpm', 'config'),
  ];
  const names = ['rc', 'auth.ini', 'config.yaml'];
  const own = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [join(root, 'pnpm-workspace.yaml'), ...own];
}

function interpret(settings: Settings): readonly Setting[] {
  const { registries } = settings;
  const flat: Setting = (name) => textOf(settings[name]);
  if (!isObject(registries)) return [flat];
  return [flat, (name) => findDeclared(registries, name) ?? flat(name)];
}

/** Before pnpm 11.23 a scope names its registry; since then a registry lists its scopes, of which `@` is all others. */
function findDeclared(registries: Settings, name: string): string | undefined {
  const scope = name === 'registry' ? undefined : name.replace(/:registry$/, '');
  const routed = Object.entries(registries).find(([, entry]) => listScopes(entry).includes(scope ?? '@'));
  return textOf(registries[scope ?? 'default']) ?? routed?.[0];
}

function listScopes(entry: unknown): readonly unknown[] {
  const scopes = isObject(entry) ? entry['scopes'] : undefined;
  return Array.isArray(scopes) ? scopes : [];
}
