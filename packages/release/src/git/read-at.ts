import type { GitNeed } from '@verstamp/core/problems';
import { askGit } from './git.ts';

/**
 * Reads a file as a commit has it; `undefined` if it does not.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function readAt(
  root: string,
  { commit, path, need }: { readonly commit: string; readonly path: string; readonly need: GitNeed },
): Promise<Buffer | undefined> {
  const listed = await askGit(root, ['ls-tree', '--name-only', commit, '--', path], need);
  if (listed.trim() === '') return undefined;
  return Buffer.from(await askGit(root, ['show', `${commit}:./${path}`], need));
}
