import { revisionUnavailable } from '@verstamp/core/problems';
import { askGit } from '../ask-git.ts';
import { parseRevision, type RevisionSource } from './source.ts';

/** Options of a git height. */
export interface GitHeightOptions {
  /**
   * A folder of the work tree.
   * @default process.cwd()
   */
  readonly root?: string;
}

/**
 * Creates the source that counts the commits behind HEAD. It names a commit, so it repeats if a commit is built
 * again.
 *
 * @throws VerstampError `REVISION_UNAVAILABLE` from `next`, outside of git and in a shallow clone.
 */
export function gitHeight({ root = '.' }: GitHeightOptions = {}): RevisionSource {
  const source = 'git-height';
  return {
    source,
    async next() {
      // A shallow clone would give a smaller number than a full one for the same commit.
      if (git(root, 'rev-parse', '--is-shallow-repository') === 'true') {
        const reason = 'this clone is shallow. Fetch the whole history ("fetch-depth: 0")';
        throw revisionUnavailable({ source, reason });
      }
      return parseRevision(git(root, 'rev-list', '--count', 'HEAD', '--'), source);
    },
  };
}

function git(root: string, ...args: readonly string[]): string {
  const answer = askGit(root, args);
  if (answer !== undefined) return answer;
  const reason = 'git found no commit here. Build in a git work tree with a commit';
  throw revisionUnavailable({ source: 'git-height', reason });
}
