import { workspaceInvalid } from '@verstamp/core/problems';
import type { Environment } from '../environment.ts';
import { excerpt } from '../excerpt.ts';
import { isObject, parseObject, textOf } from '../json.ts';
import type { Setting } from './resolve-registry.ts';

type Settings = Readonly<Record<string, unknown>>;

/**
 * Asks pnpm for the registries that it goes by. Some of its versions tell them in two ways that disagree: each is given.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if it does not tell.
 */
export async function askPnpm(root: string, env: Environment): Promise<readonly Setting[]> {
  const { exec } = await import('tinyexec');
  // The library adds what this process has, which need not be what was given.
  const inherited = Object.keys(process.env).map((name) => [name, undefined]);
  const nodeOptions = { cwd: root, env: { ...Object.fromEntries(inherited), ...env } };
  const asked = exec('pnpm', ['config', 'list', '--json'], { nodePath: false, nodeOptions });
  const { exitCode, stdout, stderr } = await asked.then(
    (output) => output,
    () => ({ exitCode: undefined, stdout: '', stderr: 'it could not be started: is it on PATH?' }),
  );
  // Older ones warn on stdout.
  const text = stdout.slice(Math.max(0, stdout.search(/^\{/m)));
  const settings = exitCode === 0 ? parseObject(Buffer.from(text)) : undefined;
  if (settings && textOf(settings['registry']) !== undefined) return interpret(settings);
  const said = excerpt(stderr.trim() || stdout, env);
  const reason = `"pnpm config list --json" does not say where pnpm would publish: ${said}`;
  throw workspaceInvalid({ path: root, reason });
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
