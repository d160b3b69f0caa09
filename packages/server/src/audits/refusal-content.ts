import { compareVersions, MAX_DETAIL_LENGTH, parseVersion, PROBLEM_MEDIA_TYPE, quote } from '@verstamp/core';
import { expectThat, type Audit, type Finding } from './audit.ts';
import { formatHeader, type Reply } from './ask.ts';
import { expectNoStore, expectVary, expectVersion } from './expect.ts';
import type { AuditedServer } from './audited-server.ts';
import { withClient, withEachClient } from './with-client.ts';

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
    title: 'says the code, both versions, the rule and the side that must move in each refusal',
    check: withEachClient(['refuse'], async ({ sent, decision }, server) => {
      const reply = await server.ask({ version: sent });
      const expected = describe({ ...decision, server: server.version, code: 'ClientApiVersionMismatch' });
      const { refusal } = reply;
      // A revision may be advertised or not.
      const named = isSame(refusal?.server, server.version) ? server.version : refusal?.server;
      const got = describe({ ...refusal, server: named, code: readCode(reply) });
      return expectThat(got === expected, `Expected ${expected}, got ${got}.`);
    }),
  },
  {
    id: 'refuse-detail',
    level: 'SHOULD',
    title: 'gives the reason in words, at most 1,000 characters',
    check: refused(({ refusal, json }) =>
      expectThat(
        refusal !== undefined && refusal.detail !== '' && lengthOfDetail(json) <= MAX_DETAIL_LENGTH,
        `Expected a detail of 1 to ${MAX_DETAIL_LENGTH} characters, got ${lengthOfDetail(json)}.`,
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
    check: refused((reply, server) => expectVersion(reply, server)),
  },
  {
    id: 'refuse-vary',
    level: 'MUST',
    title: 'says on refusals that they vary by version',
    check: refused((reply) => expectVary(reply)),
  },
];

function refused(judge: (reply: Reply, server: AuditedServer) => Finding): Audit['check'] {
  return withClient('refuse', async ({ sent }, server) => judge(await server.ask({ version: sent }), server));
}

/** Compares by precedence. */
function isSame(named: string | undefined, server: string): boolean {
  return named !== undefined && compareVersions(parseVersion(named), parseVersion(server)) === 0;
}

/** What a refusal says beside the reason. */
type Fields = { readonly [name in 'code' | 'client' | 'server' | 'rule' | 'move']?: string | undefined };

function describe({ code, client, server, rule, move }: Fields): string {
  return (
    `code ${code ?? 'none'}, client ${client ?? 'none'}, server ${server ?? 'none'}, ` +
    `rule ${rule ?? 'none'} and move ${move ?? 'none'}`
  );
}

/** Reads the code as it came: a refusal is known by its type alone. */
function readCode({ json, refusal }: Reply): string | undefined {
  const { code } = (json ?? {}) as { readonly code?: unknown };
  return refusal?.code === code ? refusal?.code : code === undefined ? undefined : quote(code);
}

function lengthOfDetail(json: unknown): number {
  const { detail } = (json ?? {}) as { readonly detail?: unknown };
  return typeof detail === 'string' ? detail.length : 0;
}
