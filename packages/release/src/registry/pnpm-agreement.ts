// The library has no types; packages that import this one from source must see ours.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="../npmcli.d.ts" />
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Config from '@npmcli/config';
import { quote } from '@verstamp/core';
import { workspaceInvalid } from '@verstamp/core/problems';
import type { Environment } from '../environment.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import { resolveRegistry } from './resolve-registry.ts';
import { showUrl } from './show-url.ts';

/** Options of comparing with pnpm: where it is run, and what npm makes of the settings there. */
export interface AgreementOptions {
  readonly root: string;
  readonly env: Environment;
  readonly npm: Pick<Config, 'data'>;
}

/**
 * Refuses an address that pnpm would not publish a package to.
 *
 * @throws VerstampError `WORKSPACE_INVALID`
 */
export type Agreement = (pkg: Pick<WorkspacePackage, 'name' | 'manifest'>, registry: string) => void;

/**
 * Compares npm's registries with those of pnpm: a package taken for new in the one may be out in the other, and one that
 * is to stay in a company's must not go elsewhere. pnpm is asked only if it may have others, since starting it takes
 * as long as all questions about a workspace.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if pnpm does not say which it has.
 */
export async function createAgreement(options: AgreementOptions): Promise<Agreement> {
  if (!mayDiffer(options)) return () => undefined;
  const { root, env } = options;
  const { askPnpm } = await import('./ask-pnpm.ts');
  const readings = await askPnpm(root, env);
  return (pkg, registry) => {
    const ours = showUrl(registry);
    const theirs = readings.map((reading) => showUrl(resolveRegistry(pkg, 'pnpm', reading)));
    const other = theirs.find((url) => url !== ours);
    if (other !== undefined) throw disagreement(root, { name: pkg.name, npm: ours, pnpm: other });
  };
}

/** pnpm has files and variables of its own, and leaves some of npm's unread. */
function mayDiffer({ root, env, npm }: AgreementOptions): boolean {
  const places = [...npm.data].filter(([, { data }]) =>
    Object.keys(data).some((key) => key.endsWith('registry')),
  );
  if (places.some(([place]) => !SHARED.has(place))) return true;
  if (Object.keys(env).some((name) => /^pnpm_config_.*(registr|npmrc|config)/i.test(name))) return true;
  // pnpm expands no variables in what belongs to the repository.
  if (/^[^/#;\n]*registry\s*=.*\$\{/im.test(read(join(root, '.npmrc')))) return true;
  return listFiles(root, env).some((file) => /registr|include|npmrc/i.test(read(file)));
}

/** The places that both read. */
const SHARED: ReadonlySet<string> = new Set(['default', 'project', 'user']);

function listFiles(root: string, env: AgreementOptions['env']): readonly string[] {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const folders = [
    join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'pnpm'),
    join(home, 'Library', 'Preferences', 'pnpm'),
    join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'pnpm', 'config'),
  ];
  const names = ['rc', 'auth.ini', 'config.yaml'];
  const own = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [join(root, 'pnpm-workspace.yaml'), ...own];
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function disagreement(
  root: string,
  { name, npm, pnpm }: { readonly name: string; readonly npm: string; readonly pnpm: string },
): ReturnType<typeof workspaceInvalid> {
  const reason =
    `pnpm would publish ${quote(name, 214)} to ${quote(pnpm, 200)}, and npm's settings, which are gone by here, say ` +
    `${quote(npm, 200)}. Write the one that is meant into .npmrc, or into publishConfig.registry of the package, and drop ` +
    'what says otherwise.';
  return workspaceInvalid({ path: root, reason });
}
