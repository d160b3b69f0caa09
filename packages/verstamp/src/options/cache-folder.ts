import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Environment } from '@verstamp/release';

/** The machine that a cache is on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The user's folder; `undefined` if there is none. */
  readonly home: string | undefined;
}

/**
 * Finds the folder in which this user's caches belong: `VERSTAMP_CACHE`, or where the system has them. `undefined`
 * if there is none, or `VERSTAMP_CACHE` is `off`.
 */
export function findCacheFolder(env: Environment, machine: Machine = detectMachine()): string | undefined {
  const given = env['VERSTAMP_CACHE'];
  if (given) return given === 'off' ? undefined : resolve(given);
  const { platform, home } = machine;
  const below = (...parts: readonly string[]) => home && join(home, ...parts);
  switch (platform) {
    case 'darwin':
      return below('Library', 'Caches', 'verstamp');
    case 'win32': {
      const local = absolute(env['LOCALAPPDATA']) ?? below('AppData', 'Local');
      return local && join(local, 'verstamp', 'Cache');
    }
    default: {
      const caches = absolute(env['XDG_CACHE_HOME']) ?? below('.cache');
      return caches && join(caches, 'verstamp');
    }
  }
}

/** The XDG specification has relative paths passed over. */
function absolute(path: string | undefined): string | undefined {
  return path && isAbsolute(path) ? path : undefined;
}

function detectMachine(): Machine {
  const { platform } = process;
  try {
    return { platform, home: homedir() };
  } catch {
    // A user whom the system does not know.
    return { platform, home: undefined };
  }
}
