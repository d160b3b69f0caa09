import { expectThat, fails, HOLDS, skipped, type Audit, type Finding } from './audit.ts';
import { formatHeader, type Question, type Reply } from './ask.ts';
import type { AuditedServer } from './audited-server.ts';
import { findClients } from './with-client.ts';

/** The audits of the version document. */
export const documentAudits: readonly Audit[] = [
  {
    id: 'document',
    level: 'MUST',
    title: 'serves a version document that can be read',
    check: withDocument({}, (_, { documentFault }) =>
      documentFault === undefined ? HOLDS : fails(documentFault),
    ),
  },
  {
    id: 'document-no-cache',
    level: 'MUST',
    title: 'has the version document revalidated on each use',
    check: withDocument({}, ({ headers }) => expectNoCache(headers)),
  },
  {
    id: 'document-unchecked',
    level: 'MUST',
    title: 'serves the version document to clients that are refused',
    check: async (server) => {
      const version = findClients(server, ['refuse'])[0]?.sent;
      return withDocument({ version }, ({ status }) =>
        expectThat(status === 200, `Expected status 200, got ${status}.`),
      )(server);
    },
  },
  {
    id: 'document-head',
    level: 'SHOULD',
    title: 'answers HEAD for the version document',
    check: withDocument({ method: 'HEAD' }, ({ status, headers }) =>
      status === 200 ? expectNoCache(headers) : fails(`Expected status 200, got ${status}.`),
    ),
  },
  {
    id: 'document-etag',
    level: 'SHOULD',
    title: 'answers 304 where the version document has not changed',
    check: withDocument({}, async ({ headers }, server) => {
      const etag = headers.get('ETag');
      if (etag === null) return fails('Expected an ETag, got none.');
      // As browsers ask: fetch would add `no-cache`, to which some servers answer anew.
      const asked = { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' };
      const again = await server.ask({ ...at(server), headers: asked });
      return expectThat(again.status === 304, `Expected status 304 to If-None-Match, got ${again.status}.`);
    }),
  },
  {
    id: 'document-json',
    level: 'SHOULD',
    title: 'calls the version document JSON',
    check: withDocument({}, ({ headers }) =>
      expectThat(
        /^application\/json\b/i.test(headers.get('Content-Type') ?? ''),
        `Expected Content-Type: application/json, got ${formatHeader(headers, 'Content-Type')}.`,
      ),
    ),
  },
];

function expectNoCache(headers: Headers): Finding {
  return expectThat(
    /\bno-(?:cache|store)\b/i.test(headers.get('Cache-Control') ?? ''),
    `Expected Cache-Control: no-cache, got ${formatHeader(headers, 'Cache-Control')}.`,
  );
}

function withDocument(
  question: Omit<Question, 'url'>,
  judge: (reply: Reply, server: AuditedServer) => Finding | Promise<Finding>,
): Audit['check'] {
  return async (server) => {
    if (!server.documentUrl) return skipped('No version document is asked for.');
    return judge(await server.ask({ ...question, ...at(server) }), server);
  };
}

function at({ documentUrl }: AuditedServer): { readonly url?: URL } {
  return documentUrl ? { url: documentUrl } : {};
}
