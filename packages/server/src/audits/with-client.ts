import type { Verdict } from '@verstamp/core';
import { HOLDS, skipped, type Audit, type Finding } from './audit.ts';
import type { Client } from './clients.ts';
import type { AuditedServer } from './audited-server.ts';

/** Looks at what a server does with a client. */
type ClientCheck = (client: Client, server: AuditedServer) => Promise<Finding>;

/** Runs an audit with the nearest client of another version on which the rule has a verdict. */
export function withClient(verdict: Verdict, check: ClientCheck): Audit['check'] {
  return async (server) => {
    const [client] = findClients(server, [verdict]);
    return client ? check(client, server) : skipNobody(server, [verdict]);
  };
}

/** Runs an audit with each client of another version on which the rule has one of these verdicts, until one fails. */
export function withEachClient(verdicts: readonly Verdict[], check: ClientCheck): Audit['check'] {
  return async (server) => {
    const clients = findClients(server, verdicts);
    if (clients.length === 0) return skipNobody(server, verdicts);
    for (const client of clients) {
      const finding = await check(client, server);
      if (finding.kind !== 'holds') return finding;
    }
    return HOLDS;
  };
}

const PASSING: readonly Verdict[] = ['allow', 'warn'];

/** Runs an audit with a client that passes: of the server's own version, unless a limit of the rule refuses that. */
export function withPassing(check: ClientCheck): Audit['check'] {
  return async (server) => {
    const client = server.clients.find(({ decision }) => PASSING.includes(decision.verdict));
    return client ? check(client, server) : skipNobody(server, PASSING);
  };
}

/** Finds the clients of other versions than the server's on which the rule has one of these verdicts. */
export function findClients(
  { clients, advertised }: AuditedServer,
  verdicts: readonly Verdict[],
): readonly Client[] {
  return clients.filter(({ sent, decision }) => sent !== advertised && verdicts.includes(decision.verdict));
}

function skipNobody({ rule }: AuditedServer, verdicts: readonly Verdict[]): Finding {
  return skipped(`No client meets "${verdicts.join('" or "')}" under the rule ${rule.table}.`);
}
