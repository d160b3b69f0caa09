import type { PackageManager } from '../workspace/manager.ts';
import { readPublishConfig } from '../workspace/publish-config.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';

/** Returns a setting by its name, as `registry` or `@scope:registry`. */
export type Setting = (name: string) => string | undefined;

/**
 * Finds the registry as the tool does that will publish: npm prefers a scope's registry,
 * pnpm what `publishConfig` says.
 */
export function resolveRegistry(
  { name, manifest }: Pick<WorkspacePackage, 'name' | 'manifest'>,
  manager: PackageManager,
  setting: Setting,
): string {
  const own = readPublishConfig({ manifest });
  const scope = name.startsWith('@') ? `${name.split('/')[0]}:registry` : undefined;
  const scoped = scope === undefined ? undefined : (own.text(scope) ?? setting(scope));
  const direct = own.text('registry');
  const chosen = manager === 'pnpm' ? (direct ?? scoped) : (scoped ?? direct);
  // npm's own default is among the settings; without any, there is no address, and nothing is found out.
  const registry = chosen ?? setting('registry') ?? '';
  return registry.endsWith('/') ? registry : `${registry}/`;
}
