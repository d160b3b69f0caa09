import { UNREADABLE_TYPE } from '@verstamp/core';
import { expectThat, fails, type Audit, type Finding } from './audit.ts';
import type { Question, Reply } from './ask.ts';
import type { AuditedServer } from './audited-server.ts';
import { withClient } from './with-client.ts';

/** A text that stands out wherever it is echoed. */
const MARK = 'verstampauditmark';

/** Requests whose version is missing or malformed. */
const SENT: readonly (readonly [id: string, title: string, question: Omit<Question, 'url'>])[] = [
  ['missing', 'no version', {}],
  ['malformed', 'a text that is none', { version: `v1.2.3-${MARK}` }],
  ['empty', 'an empty query parameter', { query: '' }],
  ['long', 'two thousand digits', { version: '1'.repeat(2000) }],
  ['markup', 'markup in the query', { query: `<script>${MARK}</script>` }],
];

/** The audits of what becomes of versions that are missing, repeated or malformed. */
export const unreadableAudits: readonly Audit[] = [
  ...SENT.map(([id, what, question]): Audit => ({
    id: `unreadable-${id}`,
    level: 'MUST',
    title: `never calls ${what} a mismatch, and echoes nothing of it`,
    check: async (server) => judge(await server.ask(question), server),
  })),
  {
    id: 'unreadable-repeated',
    level: 'MUST',
    title: 'never calls two versions in one request a mismatch, whichever they are',
    check: withClient('refuse', async ({ sent }, server) =>
      judge(await server.ask({ version: `${sent}, ${sent}` }), server),
    ),
  },
  {
    id: 'unreadable-conflict',
    level: 'MUST',
    title: 'never calls a header and a query that disagree a mismatch',
    check: withClient('refuse', async ({ sent }, server) =>
      judge(await server.ask({ version: server.advertised, query: sent }), server),
    ),
  },
];

async function judge({ refusal, body, status, headers }: Reply, server: AuditedServer): Promise<Finding> {
  if (refusal && refusal.type !== UNREADABLE_TYPE)
    return fails(`Expected type ${UNREADABLE_TYPE}, got ${refusal.type}.`);
  if (refusal && body.includes(MARK))
    return fails('Expected that a refusal echoes nothing unread, got it back.');
  if (status >= 500 && !refusal && !(await isForAll(status, server)))
    return fails(`Expected a status below 500, got status ${status}.`);
  return expectThat(
    !refusal || /\bno-store\b/i.test(headers.get('Cache-Control') ?? ''),
    'Expected Cache-Control: no-store on a refusal, got none.',
  );
}

/** A resource may fail for everybody, with a version and without one, which says nothing of versions. */
async function isForAll(status: number, { ask, advertised }: AuditedServer): Promise<boolean> {
  const replies = [await ask({ version: advertised }), await ask()];
  // Who is refused does not get to the resource.
  const others = replies.filter(({ refusal }) => !refusal);
  return others.length > 0 && others.every((other) => other.status === status);
}
