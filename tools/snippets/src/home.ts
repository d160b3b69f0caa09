import { join } from 'node:path';
import { QUIET_ENV } from './run.ts';

/**
 * Gives the environment of somebody who has nothing but a home folder of their own: npm gets the registry there and a
 * cache of its own, and nothing of whoever runs the tests.
 */
export function homeEnvironment(home: string, registry: string): NodeJS.ProcessEnv {
  return {
    ...QUIET_ENV,
    HOME: home,
    npm_config_registry: registry,
    npm_config_cache: join(home, 'cache'),
    npm_config_update_notifier: 'false',
  };
}
