import { VerstampError } from '@verstamp/core';
import { revisionUnavailable } from '@verstamp/core/problems';
import type { RevisionSource } from './source.ts';

/**
 * Creates a source that asks several in turn and takes the first that is there. Only a source that says
 * `REVISION_UNAVAILABLE` is passed over: a ledger that fails is an error, since its numbers are not another's.
 *
 * `source` is the word of the one that answered last.
 *
 * @throws VerstampError `REVISION_UNAVAILABLE` from `next` if none is there.
 */
export function firstOf(...sources: readonly RevisionSource[]): RevisionSource {
  let answered = sources[0]?.source ?? 'none';
  return {
    get source() {
      return answered;
    },
    async next(subject) {
      let cause: unknown;
      for (const source of sources) {
        try {
          const revision = await source.next(subject);
          answered = source.source;
          return revision;
        } catch (error) {
          if (!(error instanceof VerstampError) || error.code !== 'REVISION_UNAVAILABLE') throw error;
          cause = error;
        }
      }
      const reason = `none of ${sources.length} sources is there. Add clock() as the last`;
      throw revisionUnavailable({ source: 'first-of', reason }, { cause });
    },
  };
}
