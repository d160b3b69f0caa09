import type { GitNeed } from '@verstamp/core/problems';
import { askGit } from './git.ts';

/** The state of the checkout that is released. */
export interface Checkout {
  readonly root: string;
  /** The commit at HEAD. */
  readonly commit: string;
  /** Whether files differ from that commit. */
  readonly dirty: boolean;
}

/**
 * Reads the checkout's commit.
 *
 * @throws VerstampError `GIT_UNUSABLE` if there is none.
 */
export async function readCheckout(root: string, need: GitNeed): Promise<Checkout> {
  const commit = (await askGit(root, ['rev-parse', '--verify', 'HEAD^{commit}'], need)).trim();
  // Whatever is configured here or in .gitmodules.
  const all = ['--untracked-files=normal', '--ignore-submodules=none'];
  const changes = await askGit(root, ['status', '--porcelain', ...all], need);
  return { root, commit, dirty: changes.trim() !== '' };
}

/** Returns the commit that all files are of; `undefined` if there is none. */
export function findExactCommit(checkout: Checkout | undefined): string | undefined {
  return checkout?.dirty === false ? checkout.commit : undefined;
}
