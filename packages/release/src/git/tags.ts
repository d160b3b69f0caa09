import type { GitNeed } from '@verstamp/core/problems';
import { askGit } from './git.ts';
import { REMOTE } from './remote.ts';

/** The commits of tags, by the tag's name. */
export interface Tags {
  readonly local: ReadonlyMap<string, string>;
  /** `undefined` if there is no remote to push tags to. */
  readonly remote: ReadonlyMap<string, string> | undefined;
}

/**
 * Reads the tags of the checkout and of its remote.
 *
 * @throws VerstampError `GIT_UNUSABLE` if either does not answer.
 */
export async function readTags(root: string): Promise<Tags> {
  const local = await readLocal(root, 'refs/tags', 'release');
  const remotes = await askGit(root, ['remote'], 'release');
  if (!remotes.split('\n').includes(REMOTE)) return { local, remote: undefined };
  return { local, remote: parseRemote(await askGit(root, ['ls-remote', '--tags', REMOTE], 'tags')) };
}

/**
 * Finds the commit of a tag in the checkout; `undefined` if there is no such tag.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function findTagged(root: string, tag: string, need: GitNeed): Promise<string | undefined> {
  return (await readLocal(root, `refs/tags/${tag}`, need)).get(tag);
}

async function readLocal(root: string, refs: string, need: GitNeed): Promise<Tags['local']> {
  const format = '--format=%(refname) %(objectname) %(*objectname)';
  return parseLocal(await askGit(root, ['for-each-ref', format, refs], need));
}

function parseLocal(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [ref = '', object = '', peeled = ''] = line.split(' ');
      return [ref.slice('refs/tags/'.length), peeled || object] as const;
    }),
  );
}

/** An annotated tag is listed twice: itself, and behind it the commit, marked with `^{}`. */
function parseRemote(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [object = '', ref = ''] = line.split('\t');
    tags.set(ref.slice('refs/tags/'.length).replace(/\^\{\}$/, ''), object);
  }
  return tags;
}
