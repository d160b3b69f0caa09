import { askGit } from './git.ts';

/** What git knows of the checkout that is released. */
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
 * @throws VerstampError `GIT_UNUSABLE` where there is none.
 */
export async function readCheckout(root: string): Promise<Checkout> {
  const commit = (await askGit(root, ['rev-parse', '--verify', 'HEAD^{commit}'])).trim();
  const changes = await askGit(root, ['status', '--porcelain']);
  return { root, commit, dirty: changes.trim() !== '' };
}
