import { ledgerRemote } from '@verstamp/core/problems';
import { isDenied, isRaced, reasonOf } from './answers.ts';
import { readBlobs } from './blobs.ts';
import { FORMATS, parseListing } from './listing.ts';
import { pushArguments, type PushOutcome, type RefChange } from './push.ts';
import { readRefs, type RefSource, type RefValue } from './read-refs.ts';
import { runGit, type GitPlace, type GitResult } from './run.ts';

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
    if (result.code === 0) return result.stdout.toString('utf8').trim();
    // Of a clone that it does not trust or find, git knows no remote, and does not say why.
    const clone = await runGit(place, ['rev-parse']);
    throw fail(clone.code ? clone : result);
  };
  const source: RefSource = {
    list: async (patterns) => parseListing(name, await git(['ls-remote', '--', name, ...patterns, FORMATS])),
    async fetch(wanted) {
      const fetched = await runGit(place, [...FETCH, '--', name, ...wanted]);
      // What is not there, or was changed or taken away in between, is looked for again.
      if (fetched.code !== 0 && !GONE.test(fetched.stderr)) throw fail(fetched);
    },
    texts: async (oids) => readBlobs(place, oids),
    unreadable: () => ledgerRemote({ remote: name, reason: 'it names a text that cannot be read' }),
  };
  return {
    name,
    address: async () => git(['ls-remote', '--get-url', '--', name]),
    read: async (...patterns) => readRefs(source, patterns),
    // Of all that makes several objects at once, this alone needs no files of ours.
    store: async (texts) =>
      (await git(['fast-import', '--quiet'], texts.map(formatBlob).join(''))).split('\n'),
    async push(changes) {
      const result = await runGit(place, pushArguments(name, changes));
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
