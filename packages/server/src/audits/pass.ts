import { readInstant } from '@verstamp/core';
import { fails, HOLDS, skipped, type Audit, type Finding } from './audit.ts';
import { formatHeader, type Reply } from './ask.ts';
import type { AuditedServer } from './audited-server.ts';
import type { Client } from './clients.ts';
import { expectPass, expectVary, expectVersion } from './expect.ts';
import { findClients, withClient, withEachClient, withPassing } from './with-client.ts';

/** The audits of who passes, and of what is said then. */
export const passAudits: readonly Audit[] = [
  {
    id: 'pass-equal',
    level: 'MUST',
    title: 'lets a client of its own version pass',
    check: withPassing(async ({ sent }, { ask, advertised }) =>
      sent === advertised
        ? expectPass(await ask({ version: advertised }))
        : skipped('The rule refuses clients of the version of the server itself.'),
    ),
  },
  {
    id: 'pass-compatible',
    level: 'MUST',
    title: 'lets compatible clients pass and says its own version',
    check: withEachClient(['allow', 'warn'], async ({ sent, decision }, server) => {
      const reply = await server.ask({ version: sent });
      // A client that leaves the revision out, or says it where no header does, has no other version.
      const isSame = decision.difference?.part === 'none';
      return reply.refusal || isSame ? expectPass(reply) : expectVersion(reply, server);
    }),
  },
  {
    id: 'pass-query',
    level: 'MUST',
    title: 'reads the version from the query',
    check: withPassing(async ({ sent }, { ask }) => expectPass(await ask({ query: sent }))),
  },
  {
    id: 'pass-both',
    level: 'MUST',
    title: 'takes the same version in header and query for one',
    check: withPassing(async ({ sent }, { ask }) => expectPass(await ask({ version: sent, query: sent }))),
  },
  {
    id: 'pass-vary',
    level: 'MUST',
    title: 'says on every response to GET that it varies by version',
    check: async ({ ask, advertised }) => expectVary(await ask({ version: advertised })),
  },
  {
    id: 'pass-vary-missing',
    level: 'MUST',
    title: 'says so where no version was sent, too',
    check: async ({ ask }) => expectVary(await ask()),
  },
  {
    id: 'pass-vary-head',
    level: 'MUST',
    title: 'says so on responses to HEAD, too',
    check: async ({ ask, advertised }) => expectVary(await ask({ version: advertised, method: 'HEAD' })),
  },
  {
    id: 'pass-options',
    level: 'MUST',
    title: 'never checks OPTIONS',
    check: withClient('refuse', async (client, { ask }) =>
      expectPass(await ask({ version: client.sent, method: 'OPTIONS' })),
    ),
  },
  {
    id: 'warn-ending',
    level: 'MUST',
    title: 'announces the end of an older major that is still served',
    check: async (server) => {
      const client = findClients(server, ['warn']).find(({ decision }) => decision.until !== undefined);
      if (!client) return skipped('No older major with an end date is served.');
      return expectAnnounced(await server.ask({ version: client.sent }), client, server);
    },
  },
];

function expectAnnounced(reply: Reply, { decision }: Client, { rule }: AuditedServer): Finding {
  const { headers, refusal } = reply;
  if (refusal) return expectPass(reply);
  const ending = readInstant(decision.until) ?? Number.NaN;
  const announced = readInstant(rule.deprecated?.[Number.parseInt(decision.client ?? '', 10)]);
  const deprecation =
    announced === undefined ? '@SECONDS' : `@${Math.floor(Math.min(announced, ending) / 1000)}`;
  const said = headers.get('Deprecation') ?? '';
  if (announced === undefined ? !/^@\d+$/.test(said) : said !== deprecation) {
    return fails(
      `Expected Deprecation: ${deprecation} (RFC 9745), got ${formatHeader(headers, 'Deprecation')}.`,
    );
  }
  const end = new Date(ending).toUTCString();
  if (Date.parse(headers.get('Sunset') ?? '') !== Date.parse(end)) {
    return fails(`Expected Sunset: ${end} (RFC 8594), got ${formatHeader(headers, 'Sunset')}.`);
  }
  return HOLDS;
}
