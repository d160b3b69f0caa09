import { compareVersions, parseVersion, MAX_DETAIL_LENGTH, PROBLEM_MEDIA_TYPE } from '@verstamp/core';
import { expectThat, skipped, type Audit, type Finding } from './audit.ts';
import { formatHeader, type Reply } from './ask.ts';
import type { Client } from './clients.ts';
import { expectNoStore, expectShared, expectVary, expectVersion } from './expect.ts';
import type { AuditedServer } from './audited-server.ts';
import { withClient } from './with-client.ts';

/** The audits of what a refusal says, and to whom. */
export const refusalContentAudits: readonly Audit[] = [
  {
    id: 'refuse-status',
    level: 'MUST',
    title: 'refuses with a status from 400 to 599',
    check: refused(({ status }) =>
      expectThat(status >= 400 && status < 600, `Expected a status from 400 to 599, got ${status}.`),
    ),
  },
  {
    id: 'refuse-json',
    level: 'MUST',
    title: 'calls a refusal JSON, without which no client looks into it',
    check: refused(({ headers }) =>
      expectThat(
        /\bjson\b/i.test(headers.get('Content-Type') ?? ''),
        `Expected a Content-Type of JSON, got ${formatHeader(headers, 'Content-Type')}.`,
      ),
    ),
  },
  {
    id: 'refuse-type',
    level: 'SHOULD',
    title: `calls a refusal ${PROBLEM_MEDIA_TYPE}`,
    check: refused(({ headers }) =>
      expectThat(
        (headers.get('Content-Type') ?? '').toLowerCase().startsWith(PROBLEM_MEDIA_TYPE),
        `Expected Content-Type: ${PROBLEM_MEDIA_TYPE}, got ${formatHeader(headers, 'Content-Type')}.`,
      ),
    ),
  },
  {
    id: 'refuse-fields',
    level: 'MUST',
    title: 'names both versions and the side that must move in a refusal',
    check: refused(({ refusal }, client, { version }) =>
      expectThat(
        refusal?.client === client.version && isSame(refusal.server, version) && refusal.move !== undefined,
        `Expected client ${client.version}, server ${version} and move, ` +
          `got ${refusal?.client ?? 'none'}, ${refusal?.server ?? 'none'} and ${refusal?.move ?? 'none'}.`,
      ),
    ),
  },
  {
    id: 'refuse-detail',
    level: 'SHOULD',
    title: 'gives the reason in words, at most 1,000 characters',
    check: refused(({ refusal, body }) =>
      expectThat(
        refusal !== undefined && refusal.detail !== '' && lengthOfDetail(body) <= MAX_DETAIL_LENGTH,
        `Expected a detail of 1 to ${MAX_DETAIL_LENGTH} characters, got ${lengthOfDetail(body)}.`,
      ),
    ),
  },
  {
    id: 'refuse-no-store',
    level: 'MUST',
    title: 'keeps refusals out of caches',
    check: refused((reply) => expectNoStore(reply)),
  },
  {
    id: 'refuse-version',
    level: 'MUST',
    title: 'says its own version in the header of a refusal',
    check: refused((reply, _, { advertised }) => expectVersion(reply, advertised)),
  },
  {
    id: 'refuse-vary',
    level: 'MUST',
    title: 'says on refusals that they vary by version',
    check: refused((reply) => expectVary(reply)),
  },
  {
    id: 'refuse-cors',
    level: 'MUST',
    title: 'lets pages on an allowed origin read refusals',
    check: async (server) => {
      const { origin } = server;
      if (origin === undefined) return skipped('No origin is asked for.');
      return withClient('refuse', async (client, { ask }) =>
        expectShared(await ask({ version: client.sent, headers: { Origin: origin } }), origin),
      )(server);
    },
  },
];

function refused(judge: (reply: Reply, client: Client, server: AuditedServer) => Finding): Audit['check'] {
  return withClient('refuse', async (client, server) =>
    judge(await server.ask({ version: client.sent }), client, server),
  );
}

/** Compares by precedence: a revision may be advertised or not. */
function isSame(named: string | undefined, server: string): boolean {
  return named !== undefined && compareVersions(parseVersion(named), parseVersion(server)) === 0;
}

function lengthOfDetail(body: string): number {
  try {
    const { detail } = JSON.parse(body) as { readonly detail?: unknown };
    return typeof detail === 'string' ? detail.length : 0;
  } catch {
    return 0;
  }
}
