import { MISMATCH_TYPE, quote, readInstant } from '@verstamp/core';
import { expectThat, fails, HOLDS, skipped, type Audit, type Finding } from './audit.ts';
import type { Reply } from './ask.ts';
import type { AuditedServer } from './audited-server.ts';
import type { Client } from './clients.ts';
import { expectPass, expectPrivate } from './expect.ts';
import { findClients, withClient, withEachClient, withPassing } from './with-client.ts';

/** The audits of who is refused, and who is discarded. */
export const refusedClientAudits: readonly Audit[] = [
  {
    id: 'refuse',
    level: 'MUST',
    title: 'refuses each client that does not fit, with a problem of the mismatch type',
    check: withEachClient(['refuse'], async ({ sent }, { ask }) => {
      const reply = await ask({ version: sent });
      return expectThat(
        reply.refusal?.type === MISMATCH_TYPE,
        `Expected type ${MISMATCH_TYPE} for client ${sent}, got ${describeType(reply)}.`,
      );
    }),
  },
  {
    id: 'refuse-query',
    level: 'MUST',
    title: 'refuses by the version in the query as well',
    check: withClient('refuse', async (client, { ask }) => {
      const { refusal, status } = await ask({ query: client.sent });
      return expectThat(
        refusal?.type === MISMATCH_TYPE,
        `Expected a refusal, got status ${status} without one.`,
      );
    }),
  },
  {
    id: 'refuse-head',
    level: 'MUST',
    title: 'refuses HEAD with the status that GET gets, and keeps that out of caches, too',
    check: withClient('refuse', async ({ sent }, { ask }) => {
      const get = await ask({ version: sent });
      const head = await ask({ version: sent, method: 'HEAD' });
      return head.status === get.status
        ? expectPrivate(head)
        : fails(`Expected status ${get.status}, got ${head.status}.`);
    }),
  },
  {
    id: 'refuse-ended',
    level: 'MUST',
    title: 'refuses an older major whose end date is past',
    check: async (server) => {
      const client = findClients(server, ['refuse']).find(({ decision }) => decision.until !== undefined);
      if (!client) return skipped('No older major has an end date that is past.');
      const { until } = client.decision;
      const { refusal, status } = await server.ask({ version: client.sent });
      return expectThat(
        refusal?.type === MISMATCH_TYPE && readInstant(refusal.until) === readInstant(until),
        `Expected a refusal with until ${until}, got status ${status} and ${refusal?.until ?? 'none'}.`,
      );
    },
  },
  {
    id: 'refuse-apart',
    level: 'MUST',
    title: 'gives no client the answer of another, caches in between included',
    check: withClient('refuse', (refused, server) =>
      withPassing(async (passing) => tellApart(server, passing, refused))(server),
    ),
  },
  {
    id: 'discard',
    level: 'MUST',
    title: 'gives no reason to a client that is discarded, and nothing that caches keep',
    check: withEachClient(['discard'], async ({ sent }, { ask }) => {
      const reply = await ask({ version: sent }).catch(() => undefined);
      if (!reply) return HOLDS;
      if (reply.body) return fails('Expected no answer or an empty one, got a body.');
      if (reply.status < 400) return fails(`Expected no answer or an error, got status ${reply.status}.`);
      return expectPrivate(reply);
    }),
  },
];

function describeType({ refusal, json, status }: Reply): string {
  if (refusal) return refusal.type;
  const { type } = Object(json) as { readonly type?: unknown };
  const isBroken = json === undefined && status >= 400;
  return `${isBroken ? 'no JSON' : type === undefined ? 'none' : quote(type)}, and status ${status}`;
}

/** Asks in turns as clients that pass and as one that is refused. */
async function tellApart({ ask }: AuditedServer, passing: Client, refused: Client): Promise<Finding> {
  const versions = [passing.sent, refused.sent, undefined, refused.sent, passing.sent];
  for (const version of versions) {
    const isRefused = version === refused.sent;
    const reply = await ask({ version });
    if ((reply.refusal?.type === MISMATCH_TYPE) === isRefused) continue;
    return isRefused
      ? fails(`Expected a refusal of ${version}, got status ${reply.status} without one.`)
      : expectPass(reply);
  }
  return HOLDS;
}
