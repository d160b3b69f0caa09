import { findLedger } from '@verstamp/build/revision';
import { adoptReleases } from '@verstamp/release';
import { cliUsage } from '@verstamp/core/problems';
import type { Invocation, Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import { chooseCache } from '../options/cache.ts';
import { USAGE } from './usage.ts';

/** A guard touches no git remote that nobody named. */
const UNREAD =
  'It stands in refs on the git remote "origin", since no ledger is configured. The guard reads them where verstamp.json says ' +
  '"ledger": "git+ref:origin".';

/** Records what is published as the starting point. */
export async function adopt(invocation: Invocation): Promise<Outcome> {
  const { positionals, values, surroundings, say } = invocation;
  const { reason } = values;
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw cliUsage({ reason: 'Adopting needs a --reason.', usage: USAGE });
  }
  const { cwd, env } = surroundings;
  const adopted = await adoptReleases({
    cwd,
    env,
    names: positionals,
    reason,
    believeNew: values['new'] === true,
    cacheFolder: chooseCache(invocation),
    onProgress: say,
  });
  const lines = adopted.map(({ name, version }) => `${name}@${version} is on record.`);
  const limit = adopted.length > 0 && !findLedger(cwd, env) ? [UNREAD] : [];
  const text = lines.length ? [...lines, ...limit].join('\n') : 'There was nothing left to adopt.';
  return { exit: EXIT.holds, document: { adopted }, text };
}
