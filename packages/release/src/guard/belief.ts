import type { WorkspacePackage } from '../workspace/workspace.ts';

/** Makes the rule by which "not found" is believed of packages that may be hidden. */
export function believe(all = false): (subject: Pick<WorkspacePackage, 'manifest'>) => boolean {
  return (subject) => all || isPublic(subject);
}

function isPublic({ manifest }: Pick<WorkspacePackage, 'manifest'>): boolean {
  const own = manifest['publishConfig'];
  return typeof own === 'object' && own !== null && 'access' in own && own.access === 'public';
}
