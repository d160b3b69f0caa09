import type { Environment } from '../../environment.ts';
import type { Records } from '../../ledger/records.ts';
import type { PlannedRelease } from '../../pack/plan.ts';
import type { Registry } from '../../registry/registry.ts';
import type { RegistrySettings } from '../../registry/settings/settings.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** What is examined, and what is asked about it. */
export interface Examination {
  readonly workspace: Workspace;
  /** What the plan publishes; `undefined` if the workspace itself is the plan. */
  readonly releases: readonly PlannedRelease[] | undefined;
  /** Tarballs that were packed already, so that nothing is packed twice. */
  readonly packed?: readonly PlannedRelease[];
  /**
   * The commit that all files are of: what the registry holds of releases on record of it is compared with the record,
   * since a rebuild may differ.
   */
  readonly commit?: string | undefined;
  readonly registry: Registry;
  /** Everything on record, which the registry is compared with; `undefined` if no ledger was asked. */
  readonly records: Records | undefined;
  /** How registries are chosen; without them, no obstacles of free versions are looked for. */
  readonly settings?: Pick<RegistrySettings, 'targets'>;
  /** The dist-tag that was given. */
  readonly distTag?: string | undefined;
  readonly env: Environment;
  readonly onProgress: (line: string) => void;
}
