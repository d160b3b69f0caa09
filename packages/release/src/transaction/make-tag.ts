import { tagFailed } from '@verstamp/core/problems';
import { git, isCommit, plain } from '../git/git.ts';
import { REMOTE } from '../git/remote.ts';
import type { ReleaseTag } from './tags.ts';

/** Makes a tag at its release's commit, which is fetched if the clone lacks it; returns why if git does not make it. */
export async function makeTag(
  root: string,
  { tag, commit }: ReleaseTag,
): Promise<ReturnType<typeof tagFailed> | undefined> {
  if (!isCommit(commit)) return tagFailed({ tag, reason: 'its record in the ledger names no commit' });
  if (!(await hasCommit(root, commit)) && !(await fetchCommit(root, commit))) {
    const place = `is not in this clone, and could not be fetched from ${REMOTE}`;
    const reason = `its commit ${commit} ${place}: push it from where it was released`;
    return tagFailed({ tag, reason });
  }
  // Annotated, as Changesets makes them: `git push --follow-tags` leaves others at home.
  const made = await git(root, [...(await identify(root)), 'tag', '-m', tag, '--', tag, commit]);
  if (made.exitCode === 0) return undefined;
  const stands = await git(root, ['rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}`]);
  // Another run in the same clone may have been faster.
  if (stands.exitCode === 0 && stands.stdout.trim() === commit) return undefined;
  return tagFailed({ tag, reason: plain(made.stderr) });
}

async function hasCommit(root: string, commit: string): Promise<boolean> {
  return (await git(root, ['cat-file', '-e', `${commit}^{commit}`])).exitCode === 0;
}

/** A shallow clone stays shallow, a whole one whole. */
async function fetchCommit(root: string, commit: string): Promise<boolean> {
  const shallow = await git(root, ['rev-parse', '--is-shallow-repository']);
  const depth = shallow.stdout.trim() === 'true' ? ['--depth=1'] : [];
  await git(root, ['fetch', '--quiet', '--no-tags', ...depth, REMOTE, commit]);
  return hasCommit(root, commit);
}

/** A fresh machine may have no identity; the tag then bears the name of the tool that made it. */
async function identify(root: string): Promise<readonly string[]> {
  const { exitCode } = await git(root, ['var', 'GIT_COMMITTER_IDENT']);
  return exitCode === 0 ? [] : ['-c', 'user.name=verstamp', '-c', 'user.email=verstamp@localhost'];
}
