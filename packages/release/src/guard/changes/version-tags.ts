import { keyOf, type PackageVersion } from '../../package-version.ts';
import { isSingle, type Workspace } from '../../workspace/workspace.ts';

/** Lists the tags by which a version may be known: `v1.0.0` is of whoever is alone in the repository. */
export function listVersionTags(
  pkg: PackageVersion,
  workspace: Pick<Workspace, 'root' | 'members'>,
): readonly string[] {
  return [keyOf(pkg), ...(isSingle(workspace) ? [`v${pkg.version}`] : [])];
}
