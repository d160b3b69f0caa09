import type { Environment } from '../../environment.ts';
import { textOf } from '../../json.ts';
import type { Publishing } from '../../policy/publishing.ts';
import type { PackageManager } from '../../workspace/manager.ts';
import { isAccess } from '../../workspace/publish-config.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import { showUrl } from '../show-url.ts';
import { readConnection, type Connection } from './connection.ts';
import { findCredentials, type Credentials } from './credentials.ts';
import { createAgreement } from './managers/agreement.ts';
import { loadNpmConfig } from './npm-config.ts';
import { resolveRegistry, type Setting } from './resolve-registry.ts';

/** Where and how one package's registry is asked. */
export interface RegistryTarget extends Credentials {
  /** The registry's address, with a slash at its end. */
  readonly registry: string;
}

/** What `.npmrc` files, the environment and npm's defaults come to. */
export interface RegistrySettings {
  readonly connection: Connection;
  /** How packages are published that do not say so themselves. */
  readonly publishing: Publishing;
  /**
   * Finds the registry that a package would be published to.
   * @throws VerstampError `WORKSPACE_INVALID` if the package manager would publish it elsewhere.
   */
  target(pkg: Pick<WorkspacePackage, 'name' | 'manifest'>): RegistryTarget;
  /** Lists the registries that npm and pnpm would publish a package to, without credentials. */
  targets(pkg: Pick<WorkspacePackage, 'name' | 'manifest'>): readonly string[];
}

const MANAGERS: readonly PackageManager[] = ['npm', 'pnpm'];

/**
 * Reads how npm's configuration would have registries reached and packages published, and where the package manager
 * itself would publish them.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the package manager does not say where it would publish.
 */
export async function readRegistrySettings(
  root: string,
  manager: PackageManager,
  env: Environment,
): Promise<RegistrySettings> {
  const config = await loadNpmConfig(root, env);
  // Before a package manager is started: what cannot be read stops all.
  const connection = readConnection(config.flat, env);
  const setting: Setting = (name) => textOf(config.get(name));
  const agree = await createAgreement(manager, { root, env, npm: config });
  const credentialsOf = createCredentials(setting);
  const access = config.get('access');
  const provenance = config.get('provenance') === true;
  return {
    connection,
    publishing: { access: isAccess(access) ? access : undefined, provenance },
    target(pkg) {
      const registry = resolveRegistry(pkg, manager, setting);
      agree(pkg, registry);
      return { registry, ...credentialsOf(registry) };
    },
    targets: (pkg) => MANAGERS.map((one) => showUrl(resolveRegistry(pkg, one, setting))),
  };
}

/** Creates the search for a registry's credentials, which reads those of each registry once. */
function createCredentials(setting: Setting): (registry: string) => Credentials {
  const known = new Map<string, Credentials>();
  return (registry) => {
    const found = known.get(registry) ?? findCredentials(registry, setting);
    known.set(registry, found);
    return found;
  };
}
