import { readPublishConfig } from '../workspace/publish-config.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';

/** Says whether "not found" is believed of a package. */
export type Belief = (subject: Pick<WorkspacePackage, 'manifest'>) => Promise<boolean>;

/** Makes the rule by which "not found" is believed of packages that may be hidden: of public ones, or of all. */
export function believe(workspace: Workspace, all = false): Belief {
  let shared: Promise<string | undefined> | undefined;
  return async (subject) => {
    if (all) return true;
    const { access } = readPublishConfig(subject);
    if (access !== undefined || !workspace.changesets) return access === 'public';
    shared ??= readAccess(workspace);
    return (await shared) === 'public';
  };
}

/** The settings of Changesets cost more to read than a registry to ask, and are seldom needed for this. */
async function readAccess(workspace: Workspace): Promise<string | undefined> {
  const { readPolicy } = await import('../transaction/policy.ts');
  return (await readPolicy(workspace)).access;
}
