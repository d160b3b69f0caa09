import type Config from '@npmcli/config';
import type { Setting } from '../resolve-registry.ts';
import type { ManagerPlace } from './ask-manager.ts';

/** Where a package manager is run, and what npm makes of the settings there. */
export interface ReaderOptions extends ManagerPlace {
  readonly npm: Pick<Config, 'data' | 'get'>;
}

/** Reads the registries that a package manager goes by, as far as it names some of its own; it may tell them in several ways. */
export type ReadRegistries = (options: ReaderOptions) => Promise<readonly Setting[]>;
