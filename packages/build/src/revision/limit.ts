import { revisionLimit } from '@verstamp/core/problems';
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
