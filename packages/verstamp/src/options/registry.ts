import type { GuardOptions } from '@verstamp/release';
import type { FlagSpec, Invocation } from '../command.ts';
import { findCacheFolder } from './cache-folder.ts';

/** The options of every command that compares with what is published. */
export const REGISTRY_OPTIONS: Readonly<Record<'new' | 'no-cache', FlagSpec>> = {
  new: {
    type: 'boolean',
    description:
      'believes "not found" of private packages too; for a first release, if the registry hides them',
  },
  'no-cache': {
    type: 'boolean',
    description: 'fetches all that is published anew, and keeps nothing of it',
  },
};

/** Returns what such a command asks registries by. */
export function chooseRegistryOptions({
  values,
  surroundings: { cwd, env },
  say,
}: Invocation<Readonly<Record<keyof typeof REGISTRY_OPTIONS, boolean>>>): GuardOptions {
  const cacheFolder = values['no-cache'] ? undefined : findCacheFolder(env);
  return { cwd, env, believeNew: values.new, cacheFolder, onProgress: say };
}
