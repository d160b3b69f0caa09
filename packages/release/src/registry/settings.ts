import type { Environment } from '../environment.ts';
import { isTexts, textOf } from '../json.ts';
import type { Publishing } from '../policy/publishing.ts';
import type { PackageManager } from '../workspace/manager.ts';
import { isAccess } from '../workspace/publish-config.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import { createAgreement } from './agreement.ts';
import { findCredentials, type Credentials } from './credentials.ts';
import { defineNpmSettings } from './npm-settings.ts';
import { isYarnDefault, resolveRegistry } from './resolve-registry.ts';
import { showUrl } from './show-url.ts';

/** Settings of connections. */
export interface Connection {
  /** The proxy to go through; `undefined` for none. */
  readonly proxy: string | undefined;
  readonly noProxy: string;
  readonly ca: string | readonly string[] | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly strictSsl: boolean;
}

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
 * Reads the configuration as npm does: project, user and global `.npmrc`, and `npm_config_*`.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the package manager does not say where it would publish.
 */
export async function readRegistrySettings(
  root: string,
  manager: PackageManager,
  env: Environment,
): Promise<RegistrySettings> {
  const { default: Config } = await import('@npmcli/config');
  const config = new Config({
    ...defineNpmSettings(Config.typeDefs),
    npmPath: root,
    argv: ['node', 'verstamp'],
    cwd: root,
    env: omitUnchosen(env),
    warn: false,
  });
  // npm also tells its scripts all of it, which takes half of the time; no scripts run here.
  config.setEnvs = () => undefined;
  await config.load();
  const { proxy, 'https-proxy': httpsProxy, noproxy, ca, cert, key, 'strict-ssl': strictSsl } = config.flat;
  const connection = {
    proxy: textOf(httpsProxy) ?? textOf(proxy) ?? proxyOf(env),
    noProxy: Array.isArray(noproxy) ? noproxy.join(',') : (textOf(noproxy) ?? ''),
    ca: typeof ca === 'string' || isTexts(ca) ? ca : undefined,
    cert: textOf(cert),
    key: textOf(key),
    strictSsl: strictSsl !== false,
  };
  const setting = (name: string) => textOf(config.get(name));
  const agree = await createAgreement(manager, { root, env, npm: config });
  const known = new Map<string, Credentials>();
  const access = config.get('access');
  const provenance = config.get('provenance') === true;
  return {
    connection,
    publishing: { access: isAccess(access) ? access : undefined, provenance },
    target: (pkg) => {
      const registry = resolveRegistry(pkg, manager, setting);
      agree(pkg, registry);
      const found = known.get(registry) ?? findCredentials(registry, setting);
      known.set(registry, found);
      return { registry, ...found };
    },
    targets: (pkg) => MANAGERS.map((one) => showUrl(resolveRegistry(pkg, one, setting))),
  };
}

/** yarn 1 tells all scripts its own default as if it were npm's setting, whatever `.npmrc` says: nobody has chosen that. */
function omitUnchosen(env: Environment): Record<string, string | undefined> {
  const { npm_config_registry: told, ...chosen } = env;
  return told === undefined || isYarnDefault(told) ? chosen : { ...env };
}

/** npm leaves these to its HTTP client, so they are no part of its configuration. */
function proxyOf(env: Environment): string | undefined {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  return names.map((name) => textOf(env[name])).find((value) => value !== undefined);
}
