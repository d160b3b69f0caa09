import type { Stamp } from '@verstamp/core';
import { checkRevision, type RevisionSource } from '../revision/source.ts';
import { readCommit } from './commit.ts';
import { isDirty } from './dirty.ts';
import type { Identity } from './identity.ts';
import { formatText } from './text.ts';
import { buildTime } from './time.ts';
import { withRevision } from './version.ts';

/** What a new stamp is made from. */
export interface StampInput extends Identity {
  readonly source: RevisionSource;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Makes the stamp of one build, and with it issues its revision.
 *
 * @throws VerstampError if the source cannot issue, or issues what is not a revision; `BUILD_OPTION` if the stamp could
 * not be read back.
 */
export async function resolveStamp({ name, version, root, source, env }: StampInput): Promise<Stamp> {
  const time = buildTime(env);
  const revision = checkRevision(await source.next({ name, version }), source.source);
  const commit = readCommit(root);
  const stamp: Stamp = {
    name,
    version: withRevision(version, revision),
    time,
    ...(commit === undefined ? {} : { commit }),
    ...(commit !== undefined && env['VERSTAMP_RELEASE'] === '1' && isDirty(root) ? { dirty: true } : {}),
    source: source.source,
  };
  // Before a record or a document holds it: some outputs need no text of it.
  formatText(stamp);
  return stamp;
}

/** Makes the stamp of a dev server or a test run: revision 0, and none is issued. */
export function developmentStamp({ name, version }: Identity): Stamp {
  return { name, version: withRevision(version, 0), time: STARTED, source: 'dev' };
}

const STARTED = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
