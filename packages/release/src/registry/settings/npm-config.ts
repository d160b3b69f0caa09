import type Config from '@npmcli/config';
import type { Environment } from '../../environment.ts';
import { defineNpmSettings } from './npm-settings.ts';
import { isYarnDefault } from './resolve-registry.ts';

/** Loads the configuration as npm does: project, user and global `.npmrc`, and `npm_config_*`. */
export async function loadNpmConfig(root: string, env: Environment): Promise<Config> {
  const { default: NpmConfig } = await import('@npmcli/config');
  const config = new NpmConfig({
    ...defineNpmSettings(NpmConfig.typeDefs),
    npmPath: root,
    argv: ['node', 'verstamp'],
    cwd: root,
    env: omitUnchosen(env),
    warn: false,
  });
  // npm also tells its scripts all of it, which takes half of the time; no scripts run here.
  config.setEnvs = () => undefined;
  await config.load();
  return config;
}

/** yarn 1 tells all scripts its own default as if it were npm's setting, whatever `.npmrc` says: nobody has chosen that. */
function omitUnchosen(env: Environment): Record<string, string | undefined> {
  const { npm_config_registry: told, ...chosen } = env;
  return told === undefined || isYarnDefault(told) ? chosen : { ...env };
}
