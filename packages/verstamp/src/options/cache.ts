import type { FlagSpec, Invocation } from '../command.ts';
import { findCacheFolder } from './cache-folder.ts';

/** The option of every command that compares with what is published. */
export const NO_CACHE: FlagSpec = {
  type: 'boolean',
  description: 'fetches all that is published anew, and keeps nothing of it',
};

/** Chooses where published tarballs are kept; `undefined` if none are to be kept. */
export function chooseCache({
  values,
  surroundings,
}: Invocation<{ readonly 'no-cache': boolean }>): string | undefined {
  return values['no-cache'] ? undefined : findCacheFolder(surroundings.env);
}
