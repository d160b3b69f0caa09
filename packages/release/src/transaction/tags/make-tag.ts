import { tagFailed } from '@verstamp/core/problems';
import { git, isCommit, plain } from '../../git/git.ts';
import { REMOTE } from '../../git/remote.ts';
import type { ReleaseTag } from './tags.ts';

/** Makes a tag at its release's commit, which is fetched if the clone lacks it; returns why if git does not make it. */
export async function makeTag(
  root: string,
  { tag, commit }: ReleaseTag,
): Promise<ReturnType<typeof tagFailed> | undefined> {
  if (!isCommit(commit)) return tagFailed({ tag, reason: 'its record in the ledger names no commit' });
  const said = (await hasCommit(root, commit)) ? undefined : await fetchCommit(root, commit);
  if (said !== undefined) return tagFailed({ tag, reason: explainAbsence(commit, said) });
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

/** Returns what git says if the commit does not come. A shallow clone stays shallow, a whole one whole. */
async function fetchCommit(root: string, commit: string): Promise<string | undefined> {
  const shallow = await git(root, ['rev-parse', '--is-shallow-repository']);
  const depth = shallow.stdout.trim() === 'true' ? ['--depth=1'] : [];
  const { stderr } = await git(root, ['fetch', '--quiet', '--no-tags', ...depth, REMOTE, commit]);
  return (await hasCommit(root, commit)) ? undefined : plain(stderr);
}

/** The message takes 300 characters of it: what is left for git is the end, where it names the cause. */
function explainAbsence(commit: string, said: string): string {
  const place = `is not in this clone, and could not be fetched from ${REMOTE}`;
  const end = said === '' ? 'git says no more' : said.slice(-100);
  return `its commit ${commit} ${place}: push it from where it was released if it is not there (${end})`;
}

/** A fresh machine may have no identity; the tag then bears the name of the tool that made it. */
async function identify(root: string): Promise<readonly string[]> {
  const { exitCode } = await git(root, ['var', 'GIT_COMMITTER_IDENT']);
  return exitCode === 0 ? [] : ['-c', 'user.name=verstamp', '-c', 'user.email=verstamp@localhost'];
}
