import type { Environment } from '../environment.ts';
import { createNotFoundTrust } from '../policy/not-found-trust.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createRegistry, type Registry } from './registry.ts';
import { readRegistrySettings, type RegistrySettings } from './settings/settings.ts';
import { createTransport, type Patience } from './transport/transport.ts';

/** Options of opening the registries of a workspace. */
export interface OpenRegistryOptions {
  readonly env: Environment;
  /** @default 10 s without progress, one more try */
  readonly patience?: Patience;
  /**
   * Believes "not found" of a scoped package that a registry may hide, since it does not know who asks.
   * @default false
   */
  readonly believeNew?: boolean;
  /** Where published tarballs are kept once they were fetched and checked; without it none are. */
  readonly cacheFolder?: string | undefined;
}

/** The registries of a workspace, with the settings by which they are chosen and asked. */
export interface OpenRegistry {
  readonly registry: Registry;
  readonly settings: RegistrySettings;
  /** Closes the connections. */
  readonly close: () => void;
}

/**
 * Opens the registries that a workspace's packages would go to.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the package manager does not say where it would publish.
 */
export async function openRegistry(
  workspace: Workspace,
  { env, patience, believeNew, cacheFolder }: OpenRegistryOptions,
): Promise<OpenRegistry> {
  const settings = await readRegistrySettings(workspace.root, workspace.manager, env);
  const transport = createTransport(settings.connection, patience);
  const trustNotFound = createNotFoundTrust(workspace, believeNew);
  const registry = createRegistry(settings, transport, { trustNotFound, cacheFolder });
  return { registry, settings, close: () => transport.close() };
}

/**
 * Opens the registries of a workspace for one use, and closes them after it.
 *
 * @throws VerstampError as {@link openRegistry} does; whatever the use throws.
 */
export async function withRegistry<Result>(
  workspace: Workspace,
  options: OpenRegistryOptions,
  use: (opened: Omit<OpenRegistry, 'close'>) => Promise<Result>,
): Promise<Result> {
  const { close, ...opened } = await openRegistry(workspace, options);
  try {
    return await use(opened);
  } finally {
    close();
  }
}
