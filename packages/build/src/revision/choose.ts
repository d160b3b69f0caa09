import { clock } from './clock.ts';
import { findLedger, openLedger } from './config.ts';
import { checkRevision, parseRevision, type RevisionSource } from './source.ts';

/** What the choice of a revision source depends on. */
export interface RevisionChoice {
  /** The folder of the package that is built. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A number or a source that was given in the configuration. */
  readonly revision?: number | RevisionSource | undefined;
}

/**
 * Chooses where a build's revision comes from: the option, `VERSTAMP_REVISION`, the configured ledger, the
 * clock (contract §5). Nothing is issued before its `next` is called.
 *
 * @throws VerstampError where the first of these that is given cannot be used.
 */
export function chooseRevision({ root, env, revision }: RevisionChoice): RevisionSource {
  if (typeof revision === 'object') return revision;
  if (revision !== undefined) return fixed(checkRevision(revision, 'option'), 'option');
  const given = env['VERSTAMP_REVISION'];
  if (given) return fixed(parseRevision(given, 'VERSTAMP_REVISION'), 'env');
  const configured = findLedger(root, env);
  return configured ? openLedger(configured) : clock({ root });
}

function fixed(value: number, source: string): RevisionSource {
  return { source, next: () => Promise.resolve(value) };
}
