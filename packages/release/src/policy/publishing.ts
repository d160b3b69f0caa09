import { readPublishConfig, type Access } from '../workspace/publish-config.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { Policy } from './policy.ts';

/** How a package is published. */
export interface Publishing {
  /** Who may see it; `undefined` leaves that to the registry. */
  readonly access: Access | undefined;
  /** Whether it is published with provenance. */
  readonly provenance: boolean;
}

/** What says how packages are published that do not say so themselves. */
export interface PublishingDefaults {
  readonly policy: Pick<Policy, 'access'>;
  readonly settings: { readonly publishing: Publishing };
}

/** Chooses how a package is published: its own settings come before those of Changesets, and these before npm's. */
export function choosePublishing(
  pkg: Pick<WorkspacePackage, 'manifest'>,
  { policy, settings: { publishing } }: PublishingDefaults,
): Publishing {
  const own = readPublishConfig(pkg);
  return {
    access: own.access ?? policy.access ?? publishing.access,
    provenance: own.provenance ?? publishing.provenance,
  };
}
