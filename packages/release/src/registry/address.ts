import type { PackageVersion } from '../package-version.ts';
import type { RegistryTarget } from './settings/settings.ts';

/** Returns the address of a package's packument. */
export function addressOf(
  { name }: Pick<PackageVersion, 'name'>,
  { registry }: Pick<RegistryTarget, 'registry'>,
): string {
  return `${registry}${name.replace('/', '%2f')}`;
}

/** Returns the address at which most registries serve a version's tarball. */
export function tarballOf(
  { name, version }: PackageVersion,
  { registry }: Pick<RegistryTarget, 'registry'>,
): string {
  return `${registry}${name}/-/${name.split('/').at(-1)}-${encodeURIComponent(version)}.tgz`;
}
