import { ledgerRemote } from '@verstamp/core/problems';
import { isDenied, isRaced, reasonOf } from './answers.ts';
import { readBlobs } from './blobs.ts';
import { FORMATS, parseListing } from './listing.ts';
import { runGit, type GitPlace, type GitResult } from './run.ts';

/** What a ref on the remote points at. */
export interface RefValue {
  readonly oid: string;
  readonly text: string;
}

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

/** Refs on a git remote, read and changed without touching the clone's branches, index or files. */
export interface GitRemote {
  /** As in `origin`. */
  readonly name: string;
  /** Returns the remote's address as git uses it; it may hold a password. */
  address(): Promise<string>;
  /** Reads refs by names or patterns such as `refs/verstamp/claims/*`. */
  read(...patterns: readonly string[]): Promise<ReadonlyMap<string, RefValue>>;
  /** Stores texts, and returns their object ids in the same order. */
  store(texts: readonly string[]): Promise<readonly string[]>;
  /** Changes all of these refs or none. */
  push(changes: readonly RefChange[]): Promise<PushOutcome>;
}

/** Opens the refs of a remote by its name. */
export function openRemote(place: GitPlace, name: string): GitRemote {
  const fail = (result: GitResult) =>
    ledgerRemote({ remote: name, reason: reasonOf(result, place.silenceMs) });
  const git = async (args: readonly string[], input?: string) => {
    const result = await runGit(place, args, input);
    if (result.code !== 0) throw fail(result);
    return result.stdout.toString('utf8').trim();
  };
  const list = async (patterns: readonly string[]) =>
    parseListing(name, await git(['ls-remote', '--', name, ...patterns, FORMATS]));
  const fetch = async (wanted: Iterable<string>) => {
    const fetched = await runGit(place, [...FETCH, '--', name, ...wanted]);
    // What is not there, or was changed or taken away in between, is looked for again.
    if (fetched.code !== 0 && !GONE.test(fetched.stderr)) throw fail(fetched);
  };
  /** Reads the texts of refs, and fetches by `wanted` those that the clone lacks; `undefined` if one is not there. */
  const load = async (refs: ReadonlyMap<string, string>, wanted: readonly string[]) => {
    const oids = [...refs.values()];
    let texts = await readBlobs(place, oids);
    if (texts.includes(undefined)) {
      await fetch(new Set(wanted.filter((_, index) => texts[index] === undefined)));
      texts = await readBlobs(place, oids);
    }
    const values = [...refs].flatMap(([ref, oid], index) => {
      const text = texts[index];
      return text === undefined ? [] : [[ref, { oid, text }] as const];
    });
    return values.length === refs.size ? new Map(values) : undefined;
  };
  return {
    name,
    address: async () => git(['ls-remote', '--get-url', '--', name]),
    async read(...patterns) {
      // What has a name is fetched while it is being listed: that is one answer less to wait for.
      const isNamed = patterns.every((pattern) => !pattern.endsWith('*'));
      let [refs] = await Promise.all([list(patterns), isNamed && fetch(patterns)]);
      // By their ids first, so that the remote's refs are not listed once more; not every remote allows it.
      let values = await load(refs, [...refs.values()]);
      while (!values) {
        // What moved between the questions is asked for again.
        refs = await list(patterns);
        values = await load(refs, [...refs.keys()]);
      }
      return values;
    },
    // Of all that makes several objects at once, this alone needs no files of ours.
    store: async (texts) =>
      (await git(['fast-import', '--quiet'], texts.map(formatBlob).join(''))).split('\n'),
    async push(changes) {
      // What must not exist git makes only where nothing is; a lease on each costs it half of a large push.
      const leases = changes.flatMap(({ ref, from }) => (from ? [`--force-with-lease=${ref}:${from}`] : []));
      // One ref is atomic by itself, and then the remote says plainly why it did not take it.
      const atomic = changes.length > 1 ? ['--atomic'] : [];
      const specs = changes.map(({ ref, to = '' }) => `${to}:${ref}`);
      // A remote that is a mirror takes no single refs. git ends a name at the first "=".
      const single = name.includes('=') ? [] : ['-c', `remote.${name}.mirror=false`];
      const result = await runGit(place, [...single, ...PUSH, ...atomic, ...leases, '--', name, ...specs]);
      if (result.code === 0) return { kind: 'done' };
      if (isRaced(result)) return { kind: 'raced' };
      if (isDenied(result)) throw fail(result);
      return { kind: 'unanswered', error: fail(result) };
    },
  };
}

/** Formats a text as a command that stores it, and one that asks for its id. */
function formatBlob(text: string, index: number): string {
  const mark = `mark :${index + 1}\n`;
  return `blob\n${mark}data ${Buffer.byteLength(text)}\n${text}\nget-${mark}`;
}

const FETCH = [
  // What a ledger holds has no history about which to ask what is here already.
  '-c',
  'fetch.negotiationAlgorithm=noop',
  'fetch',
  '--no-write-fetch-head',
  '--no-tags',
  '--refmap=',
  '--no-recurse-submodules',
  '--no-auto-gc',
  '--progress',
];
/** What git says where a remote of the older protocol is asked for what no ref points at any more. */
const GONE = /couldn't find remote ref|not our ref|unadvertised object/i;

const PUSH = [
  // An empty one takes back those that the user's pushes go with.
  '-c',
  'push.pushOption=',
  'push',
  '--porcelain',
  '--no-follow-tags',
  '--no-verify',
  '--no-signed',
  '--progress',
];
