import { posix } from 'node:path';
import { gitUnusable, type GitNeed } from '@verstamp/core/problems';
import { askGit, git, isInRepository, plain, type GitOutput } from './git.ts';

/**
 * Lists the files of a repository that git knows and that differ from a commit, by their paths from a folder in it, as in
 * `../lib/a.js`: packages need not stand below their workspace. A file that was moved counts where it was, too; a submodule
 * counts as one file, as soon as anything in it differs.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function listChanges(
  root: string,
  { commit, need }: { readonly commit: string; readonly need: GitNeed },
): Promise<readonly string[]> {
  return place(root, await askGit(root, diff(commit), need), need);
}

/**
 * Lists the files of a repository that git knows and that differ from HEAD, as {@link listChanges} does; none without a repository, or before its first
 * commit, since there is nothing to differ from.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell: what is not committed could then go out.
 */
export async function listUncommitted(root: string): Promise<readonly string[]> {
  const told = await ask(root, diff('HEAD'));
  if (told.exitCode === 0) return place(root, told.stdout, 'guard');
  if (!isInRepository(root)) return [];
  // It also says better than a comparison why it says nothing.
  const head = await ask(root, ['rev-parse', '-q', '--verify', 'HEAD']);
  // 1 means that there is no such commit; anything else means that git cannot be asked.
  if (head.exitCode === 1) return [];
  const { command, stderr } = head.exitCode === 0 ? told : head;
  throw gitUnusable({ command, reason: plain(stderr), need: 'guard' });
}

async function ask(root: string, args: readonly string[]): Promise<GitOutput & { readonly command: string }> {
  return { ...(await git(root, args)), command: `git ${args.join(' ')}` };
}

/**
 * Lists the files of a repository that git neither knows nor is told to ignore, by their paths from a folder in it.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function listUntracked(root: string, need: GitNeed): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--others', '--exclude-standard', '--full-name', ':/'];
  return place(root, await askGit(root, args, need), need);
}

function diff(commit: string): readonly string[] {
  // Whatever is configured here or in .gitmodules.
  const all = ['--no-renames', '--no-ext-diff', '--ignore-submodules=untracked'];
  return ['diff', '--name-only', ...all, '-z', '--no-relative', commit, '--'];
}

/** git lists paths from the top of the repository. */
async function place(root: string, listed: string, need: GitNeed): Promise<readonly string[]> {
  if (listed === '') return [];
  const prefix = (await askGit(root, ['rev-parse', '--show-prefix'], need)).replace(/\n$/, '');
  const files = listed.split('\0').filter(Boolean);
  return prefix === '' ? files : files.map((file) => posix.relative(`/${prefix}`, `/${file}`));
}
