import { clock } from './clock.ts';
import { findConfig } from './config.ts';
import { limitRevision, standIn } from './limit.ts';
import { findLedger, openLedger } from './open-ledger.ts';
import { checkRevision, parseRevision, type RevisionSource } from './source.ts';

/** Options of the choice of a revision source. */
export interface RevisionChoice {
  /** The folder of the package that is built. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A number or a source that was given in the configuration. */
  readonly revision?: number | RevisionSource | undefined;
  /** The greatest revision that may be issued; by default the `limit` of verstamp.json. */
  readonly limit?: number;
  /**
   * Whether a release is built: only then is a ledger on the network asked.
   * @default env.VERSTAMP_RELEASE === '1'
   */
  readonly release?: boolean;
}

/**
 * Chooses where a build's revision comes from: the option, `VERSTAMP_REVISION`, the configured ledger, the
 * clock (docs/ledgers.md). Nothing is issued before its `next` is called.
 *
 * @throws VerstampError `REVISION_INVALID`, `CONFIG_INVALID` or `LEDGER_UNKNOWN` if the first of these that is given
 * cannot be used.
 */
export function chooseRevision(choice: RevisionChoice): RevisionSource {
  const { limit = findConfig(choice.root).limit } = choice;
  const source = chooseSource(choice, limit);
  return limit === undefined ? source : limitRevision(source, limit);
}

function chooseSource({ root, env, revision, release }: RevisionChoice, limit = Infinity): RevisionSource {
  if (typeof revision === 'object') return revision;
  if (revision !== undefined) return fixed(checkRevision(revision, 'option'), 'option');
  const given = env['VERSTAMP_REVISION'];
  if (given) return fixed(parseRevision(given, 'VERSTAMP_REVISION'), 'env');
  const configured = findLedger(root, env);
  if (!configured) return clock({ root });
  const ledger = openLedger(configured);
  // Watch rebuilds, pull requests and laptops touch no network.
  const isAsked = configured.address.startsWith('file:') || (release ?? env['VERSTAMP_RELEASE'] === '1');
  return isAsked ? ledger : standIn(clock({ root }), limit);
}

function fixed(value: number, source: string): RevisionSource {
  return { source, next: () => Promise.resolve(value) };
}
