import { revisionLimit } from '@verstamp/core/problems';
import { warnOnce } from '../warn.ts';
import type { RevisionSource } from './source.ts';

/**
 * Creates a source that refuses numbers above a limit when they are issued, such as 65535 for Chrome extensions, Windows
 * and MSIX.
 *
 * @throws VerstampError `REVISION_LIMIT` from `next`, naming what still fits.
 */
export function limitRevision(source: RevisionSource, limit: number): RevisionSource {
  return {
    get source() {
      return source.source;
    },
    async next(subject) {
      const revision = await source.next(subject);
      if (revision > limit) throw revisionLimit({ source: source.source, revision, limit });
      return revision;
    },
  };
}

/**
 * Creates the source that stands in for a ledger on the network in builds that do not ask it: the clock, or 0, as on a
 * dev server, if that is above the limit. This is said once in each process.
 */
export function standIn(clock: RevisionSource, limit: number): RevisionSource {
  let { source } = clock;
  return {
    get source() {
      return source;
    },
    async next(subject) {
      const revision = await clock.next(subject);
      if (revision <= limit) return revision;
      source = 'dev';
      warnOnce('limit', () => console.warn(NOT_ASKED));
      return 0;
    },
  };
}

const NOT_ASKED =
  'verstamp: the revision is 0, since the clock is above the limit and only releases ask the ledger. Set ' +
  'VERSTAMP_RELEASE=1 for one, or run "verstamp next -- COMMAND".';
