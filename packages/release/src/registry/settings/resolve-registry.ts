import { PUBLIC_REGISTRY } from '../../policy/not-found-trust.ts';
import type { PackageManager } from '../../workspace/manager.ts';
import { readPublishConfig } from '../../workspace/publish-config.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';

/** Returns a setting by its name, as `registry` or `@scope:registry`. */
export type Setting = (name: string) => string | undefined;

type Subject = Pick<WorkspacePackage, 'name' | 'manifest'>;

/**
 * Finds the registry as the tool does that will publish: npm prefers a scope's registry,
 * pnpm what `publishConfig` says.
 */
export function resolveRegistry(pkg: Subject, manager: PackageManager, setting: Setting): string {
  // npm's own default is among the settings; without any, there is no address, and nothing is found out.
  return findRegistry(pkg, manager, setting) ?? '/';
}

/** Finds the registry as {@link resolveRegistry} does; `undefined` if nothing names one. */
export function findRegistry(
  { name, manifest }: Subject,
  manager: PackageManager,
  setting: Setting,
): string | undefined {
  const own = readPublishConfig({ manifest });
  const scope = name.startsWith('@') ? `${name.split('/')[0]}:registry` : undefined;
  const scoped = scope === undefined ? undefined : (own.text(scope) ?? setting(scope));
  const direct = own.text('registry');
  const chosen = manager === 'pnpm' ? (direct ?? scoped) : (scoped ?? direct);
  const registry = chosen ?? setting('registry');
  if (registry === undefined) return undefined;
  return isYarnDefault(registry) ? PUBLIC_REGISTRY : addSlash(registry);
}

/** Tells whether an address is the name that yarn has for npm's own registry. Nobody's credentials stand under it. */
export function isYarnDefault(registry: string): boolean {
  return addSlash(registry) === 'https://registry.yarnpkg.com/';
}

function addSlash(registry: string): string {
  return registry.endsWith('/') ? registry : `${registry}/`;
}
