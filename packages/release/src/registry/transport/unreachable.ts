import { registryUnreachable } from '@verstamp/core/problems';
import { NO_URL, showUrl } from '../show-url.ts';

/** Why a request came to nothing. */
export type Unreachable = ReturnType<typeof registryUnreachable>;

/** An origin made no progress for too long. */
export class Stalled extends Error {}

/** An answer is larger than anything expected. */
export class TooLarge extends Error {}

class Nowhere extends Error {}

/** Tells whether trying again may help. */
export function isPassing(problem: Unreachable): boolean {
  const { cause } = problem;
  return ![Stalled, TooLarge, Nowhere].some((lasting) => cause instanceof lasting);
}

/** Creates the problem that what should be asked has no address. */
export function nowhere(): Unreachable {
  const reason = 'the registry, or what it names as its tarball, has no address.';
  return registryUnreachable({ url: NO_URL, status: undefined, reason }, { cause: new Nowhere() });
}

/** Creates the problem that an origin made no progress for `timeoutMs` milliseconds. */
export function stalled(url: string, cause: Stalled, timeoutMs: number): Unreachable {
  const reason = `it made no progress for ${timeoutMs / 1000} s.`;
  return registryUnreachable({ url: showUrl(url), status: undefined, reason }, { cause });
}

/** Creates the problem that a connection failed, or that its answer was too large. */
export function broken(url: string, cause: unknown): Unreachable {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const reason =
    cause instanceof TooLarge
      ? 'its answer is larger than anything expected there.'
      : `the connection failed${typeof code === 'string' ? ` (${code})` : ''}.`;
  return registryUnreachable({ url: showUrl(url), status: undefined, reason }, { cause });
}

/** Creates the problem that an answer does not tell. */
export function unclear(url: string, status: number, reason: string): Unreachable {
  return registryUnreachable({ url: showUrl(url), status, reason });
}
