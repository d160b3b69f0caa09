import { readPublishConfig } from '../workspace/publish-config.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';

/** Makes the rule by which "not found" is believed of packages that may be hidden. */
export function believe(all = false): (subject: Pick<WorkspacePackage, 'manifest'>) => boolean {
  return (subject) => all || readPublishConfig(subject).access === 'public';
}
