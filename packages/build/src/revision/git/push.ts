/** A change of one ref, which holds only if the ref still points where it did. */
export interface RefChange {
  readonly ref: string;
  /** What it must point at; `undefined`: it must not exist. */
  readonly from: string | undefined;
  /** What it will point at; `undefined` takes it away. */
  readonly to: string | undefined;
}

/** What came of a push; `unanswered`: nobody knows whether it holds. */
export type PushOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'raced' }
  | { readonly kind: 'unanswered'; readonly error: Error };

/** Returns the arguments by which git changes all of these refs on a remote, or none. */
export function pushArguments(name: string, changes: readonly RefChange[]): readonly string[] {
  return [
    // A remote that is a mirror takes no single refs. git ends a name at the first "=".
    ...(name.includes('=') ? [] : ['-c', `remote.${name}.mirror=false`]),
    // An empty one takes back those that the user's pushes go with.
    '-c',
    'push.pushOption=',
    'push',
    '--porcelain',
    '--no-follow-tags',
    '--no-verify',
    '--no-signed',
    '--progress',
    // One ref is atomic by itself, and then the remote says plainly why it did not take it.
    ...(changes.length > 1 ? ['--atomic'] : []),
    // What must not exist git makes only where nothing is; a lease on each costs it half of a large push.
    ...changes.flatMap(({ ref, from }) => (from ? [`--force-with-lease=${ref}:${from}`] : [])),
    '--',
    name,
    ...changes.map(({ ref, to = '' }) => `${to}:${ref}`),
  ];
}
