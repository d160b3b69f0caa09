import { skipped, type Audit, type Finding } from './audit.ts';
import type { Client } from './clients.ts';
import type { Target } from './audited-server.ts';

/** Runs an audit with a client on which the rule has a verdict. */
export function withClient(
  verdict: 'allow' | 'refuse' | 'discard',
  check: (client: Client, target: Target) => Promise<Finding>,
): Audit['check'] {
  return async (target) => {
    const client = target.findClient(verdict, ({ sent }) => sent !== target.advertised);
    return client
      ? check(client, target)
      : skipped(`No client meets "${verdict}" under the rule ${target.rule.table}.`);
  };
}
