import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import type { ReleaseName } from './transaction.ts';
import { title } from './text.ts';

/** A dist-tag that a version would take. */
export interface DistTagMove extends ReleaseName {
  readonly tag: string;
  /** The version that it names now. */
  readonly current: string;
}

/** Says that a version would move a dist-tag back. */
export function distTagBackwards(details: DistTagMove): VerstampError<'DIST_TAG_BACKWARDS', DistTagMove> {
  return new VerstampError(
    'DIST_TAG_BACKWARDS',
    `${title(details)} would move the dist-tag ${quote(details.tag)} back. Expected a version above ${quote(details.current)}, ` +
      'which it names now: whoever installs that tag would get something older. Publish it under a tag of its own: --tag, or ' +
      'publishConfig.tag, as in "release-1.x".',
    details,
  );
}

/** Says that a prerelease would become what everybody installs. */
export function prereleaseUntagged(details: DistTagMove): VerstampError<'PRERELEASE_UNTAGGED', DistTagMove> {
  return new VerstampError(
    'PRERELEASE_UNTAGGED',
    `${title(details)} is a prerelease and would take the dist-tag ${quote(details.tag)} from ${quote(details.current)}. ` +
      'Expected a tag of its own: whoever installs that one did not ask for a prerelease. Publish it with --tag, ' +
      'publishConfig.tag, or in Changesets\' prerelease mode, as in "next".',
    details,
  );
}
