import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** A tag that does not stand at the commit of its release. */
export interface TagTaken {
  readonly tag: string;
  readonly expected: string;
  readonly got: string;
}

/** Says that the tag of a release stands at another commit. */
export function tagTaken(details: TagTaken): VerstampError<'TAG_TAKEN', TagTaken> {
  return new VerstampError(
    'TAG_TAKEN',
    `The tag ${quote(details.tag, 344)} stands at ${quote(details.got, 64)}. Expected ${quote(details.expected, 64)}, the commit ` +
      'that is released. A tag is never moved: remove it here and on the remote if it is wrong, or raise the version.',
    details,
  );
}

/** Says that a tag could not be made. */
export function tagFailed(details: {
  readonly tag: string;
  readonly reason: string;
}): VerstampError<'TAG_FAILED', { readonly tag: string; readonly reason: string }> {
  return new VerstampError(
    'TAG_FAILED',
    `The tag ${quote(details.tag, 344)} could not be made: ${quote(details.reason, 300)}. Expected git to make it at the commit ` +
      'of the release. What was published is out and on record; correct what git reports, and run again.',
    details,
  );
}

/** What git is asked for. */
export type GitNeed = 'release' | 'tags' | 'guard' | 'adopt' | 'branch';

/** A question to git that came to nothing. */
export interface GitFailure {
  readonly command: string;
  readonly reason: string;
  readonly need: GitNeed;
}

const GIT_NEEDS: Readonly<Record<GitNeed, string>> = {
  release:
    'a git repository with a commit, since a release names the commit it is made from. Run it in a checkout, or with ' +
    '--no-git-tag where there is none.',
  tags:
    "the remote's list of tags, since a tag that stands there is never moved. Check that the remote answers, and the credentials " +
    'for it, then run again; or release with --no-git-tag.',
  guard:
    'a repository that git can read, since what is not committed must not go out. Correct what git reports; in a container, ' +
    'git may have to be told to trust the folder (safe.directory).',
  adopt:
    'a git repository with a commit, since sources are compared with that commit from now on. Run it in a checkout.',
  branch:
    'a git repository that knows what the branch left from. Run it in a checkout with the whole history.',
};

/** Says that git could not tell what has to be known. */
export function gitUnusable(details: GitFailure): VerstampError<'GIT_UNUSABLE', GitFailure> {
  return new VerstampError(
    'GIT_UNUSABLE',
    `${quote(details.command, 200)} failed: ${quote(details.reason, 300)}. Expected ${GIT_NEEDS[details.need]}`,
    details,
  );
}

/** Says that the branch, tag or commit that a branch is to be merged into is not known. */
export function refUnknown(details: {
  readonly ref: string;
}): VerstampError<'GIT_UNUSABLE', { readonly ref: string }> {
  return new VerstampError(
    'GIT_UNUSABLE',
    `There is no commit ${quote(details.ref, 100)} here, nor ${quote(`origin/${details.ref}`, 107)}. Expected the branch, tag or ` +
      'commit that this branch is to be merged into. Fetch it, or correct the name.',
    details,
  );
}
