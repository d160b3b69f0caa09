import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { RegistryTarget } from './settings.ts';

/** Gives the address of all that a registry says of a package. */
export function addressOf(
  { name }: Pick<WorkspacePackage, 'name'>,
  { registry }: Pick<RegistryTarget, 'registry'>,
): string {
  return `${registry}${name.replace('/', '%2f')}`;
}

/** Gives the address at which most registries serve a version's tarball. */
export function tarballOf(
  { name, version }: Pick<WorkspacePackage, 'name' | 'version'>,
  { registry }: Pick<RegistryTarget, 'registry'>,
): string {
  return `${registry}${name}/-/${name.split('/').at(-1)}-${encodeURIComponent(version)}.tgz`;
}
