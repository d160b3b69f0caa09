import { readPublishConfig } from '../workspace/publish-config.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { readPolicy } from './policy.ts';

/**
 * When a registry's "not found" of a package is trusted: `always`, because the package was given as new;
 * `unless-rejected`, because everybody may see the package, so that only rejected credentials cast doubt; or
 * `identified`, once the registry says whose credentials they are.
 */
export type NotFoundTrust = 'always' | 'unless-rejected' | 'identified';

/** Chooses when "not found" of a package is trusted at a registry. */
export type ChooseNotFoundTrust = (
  subject: Pick<WorkspacePackage, 'manifest'>,
  registry: string,
) => Promise<NotFoundTrust>;

/** The registry that goes by the access that a package is published with. */
export const PUBLIC_REGISTRY = 'https://registry.npmjs.org/';

/**
 * Creates the choice for a workspace's packages, of which a registry may hide those that are not public.
 *
 * @param believeNew - Whether every package was given as new.
 */
export function createNotFoundTrust(workspace: Workspace, believeNew = false): ChooseNotFoundTrust {
  // The settings of Changesets cost more to read than a registry to ask, and are seldom needed for this.
  let shared: Promise<string | undefined> | undefined;
  const readShared = async () => (shared ??= readPolicy(workspace).then(({ access }) => access));
  return async (subject, registry) => {
    if (believeNew) return 'always';
    const { access: own } = readPublishConfig(subject);
    const isShared = own === undefined && workspace.changesets && registry === PUBLIC_REGISTRY;
    const access = isShared ? await readShared() : own;
    return access === 'public' ? 'unless-rejected' : 'identified';
  };
}
