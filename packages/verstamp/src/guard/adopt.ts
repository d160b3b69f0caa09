import { findLedger } from '@verstamp/build/revision';
import { adoptReleases } from '@verstamp/release';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import { chooseRegistryOptions } from '../options/registry.ts';
import type { GuardInvocation } from './invocation.ts';

/** The guard asks only git remotes that somebody named. */
const UNREAD =
  'It stands in refs on the git remote "origin", since no ledger is configured. The guard reads them where verstamp.json says ' +
  '"ledger": "git+ref:origin".';

/** Records what is published as the starting point. */
export async function adopt(invocation: GuardInvocation): Promise<Outcome> {
  const { positionals, values, surroundings, misuse } = invocation;
  const { reason = '' } = values;
  if (reason.trim() === '') throw misuse('Adopting needs a --reason.');
  const { cwd, env } = surroundings;
  const adopted = await adoptReleases({ ...chooseRegistryOptions(invocation), names: positionals, reason });
  const lines = adopted.map(({ name, version }) => `${name}@${version} is on record.`);
  const limit = adopted.length > 0 && !findLedger(cwd, env) ? [UNREAD] : [];
  const text = lines.length ? [...lines, ...limit].join('\n') : 'There was nothing left to adopt.';
  return { exit: EXIT.holds, document: { adopted }, text };
}
