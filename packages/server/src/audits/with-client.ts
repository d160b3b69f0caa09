import { skipped, type Audit, type Finding } from './audit.ts';
import type { Client } from './clients.ts';
import type { AuditedServer } from './audited-server.ts';

/** Runs an audit with a client on which the rule has a verdict. */
export function withClient(
  verdict: 'allow' | 'refuse' | 'discard',
  check: (client: Client, server: AuditedServer) => Promise<Finding>,
): Audit['check'] {
  return async (server) => {
    const client = server.findClient(verdict, ({ sent }) => sent !== server.advertised);
    return client
      ? check(client, server)
      : skipped(`No client meets "${verdict}" under the rule ${server.rule.table}.`);
  };
}
