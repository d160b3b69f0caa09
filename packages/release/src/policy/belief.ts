import type { Belief } from '../registry/hidden.ts';
import { readPublishConfig } from '../workspace/publish-config.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';

/** Says what a registry has to know of who asks, before its "not found" of a package is believed. */
export type Believe = (subject: Pick<WorkspacePackage, 'manifest'>, registry: string) => Promise<Belief>;

/** The registry that goes by the access that a package is published with. */
const PUBLIC_REGISTRY = 'https://registry.npmjs.org/';

/** Makes the rule by which "not found" is believed of packages that may be hidden: of public ones, or of all. */
export function believe(workspace: Workspace, all = false): Believe {
  let shared: Promise<string | undefined> | undefined;
  return async (subject, registry) => {
    if (all) return 'nothing';
    const { access: own } = readPublishConfig(subject);
    const isShared = own === undefined && workspace.changesets && registry === PUBLIC_REGISTRY;
    const access = isShared ? await (shared ??= readAccess(workspace)) : own;
    return access === 'public' ? 'unrefused' : 'name';
  };
}

/** The settings of Changesets cost more to read than a registry to ask, and are seldom needed for this. */
async function readAccess(workspace: Workspace): Promise<string | undefined> {
  const { readPolicy } = await import('./policy.ts');
  return (await readPolicy(workspace)).access;
}
