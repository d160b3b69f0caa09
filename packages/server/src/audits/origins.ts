import { quote, VERSION_HEADER } from '@verstamp/core';
import { expectThat, fails, skipped, type Audit, type Finding } from './audit.ts';
import { formatHeader, listHas } from './ask.ts';
import type { AuditedServer } from './audited-server.ts';
import { withClient, withPassing } from './with-client.ts';

const ALLOWED = 'Access-Control-Allow-Origin';
const EXPOSED = 'Access-Control-Expose-Headers';

/** The audits of what pages on another origin can read. */
export const originAudits: readonly Audit[] = [
  {
    id: 'document-cors',
    level: 'MUST',
    title: 'lets pages on an allowed origin read the version document',
    check: withOrigin(async (server, origin) =>
      server.documentUrl
        ? expectShared(server, origin, { url: server.documentUrl })
        : skipped('No version document is asked for.'),
    ),
  },
  {
    id: 'pass-cors',
    level: 'MUST',
    title: 'lets pages on an allowed origin read what it answers, and its version',
    check: withOrigin(async (server, origin) =>
      withPassing(async ({ sent }) => expectShared(server, origin, { version: sent }))(server),
    ),
  },
  {
    id: 'refuse-cors',
    level: 'MUST',
    title: 'lets pages on an allowed origin read refusals',
    check: withOrigin(async (server, origin) =>
      withClient('refuse', async ({ sent }) => expectShared(server, origin, { version: sent }))(server),
    ),
  },
];

function withOrigin(check: (server: AuditedServer, origin: string) => Promise<Finding>): Audit['check'] {
  return async (server) =>
    server.origin === undefined ? skipped('No origin is asked for.') : check(server, server.origin);
}

/** Expects that a page on an origin can read an answer, and the version in its header if that may bear one. */
async function expectShared(
  { ask }: AuditedServer,
  origin: string,
  question: { readonly version: string } | { readonly url: URL },
): Promise<Finding> {
  const { headers } = await ask({ ...question, headers: { Origin: origin } });
  const allowed = headers.get(ALLOWED);
  if (allowed !== '*' && allowed !== origin) {
    return fails(`Expected ${ALLOWED}: ${quote(origin, 100)}, got ${formatHeader(headers, ALLOWED)}.`);
  }
  const { headers: others } = await ask(question);
  // What is the same for all need not be told apart.
  if (others.get(ALLOWED) !== allowed) {
    // Some say `*` only to pages of another origin: harmless, unless a cache keeps it.
    if ((allowed !== '*' || isKept(headers)) && !listHas(headers, 'Vary', 'Origin')) {
      return fails(`Expected Vary: Origin, got ${formatHeader(headers, 'Vary')}.`);
    }
    // A cache would keep for pages of another origin what others got.
    if (isKept(others) && !listHas(others, 'Vary', 'Origin')) {
      return fails(`Expected Vary: Origin without an Origin as well, got ${formatHeader(others, 'Vary')}.`);
    }
  }
  return expectThat(
    'url' in question || listHas(headers, EXPOSED, VERSION_HEADER),
    `Expected ${EXPOSED}: ${VERSION_HEADER}, got ${formatHeader(headers, EXPOSED)}.`,
  );
}

function isKept(headers: Headers): boolean {
  return /max-?age=[1-9]/i.test(headers.get('Cache-Control') ?? '');
}
