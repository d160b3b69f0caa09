import {
  compareVersions,
  parseVersion,
  MAX_DETAIL_LENGTH,
  MISMATCH_TYPE,
  PROBLEM_MEDIA_TYPE,
  quote,
  VERSION_HEADER,
} from '@verstamp/core';
import { expectThat, fails, HOLDS, skipped, type Audit, type Finding } from './audit.ts';
import { listHas, showHeader, type Reply } from './ask.ts';
import { expectPass, expectVary, expectVersion, withClient } from './pass.ts';
import type { Client } from './clients.ts';
import type { Target } from './target.ts';

/** Who is refused, and with which words. */
export const refuseAudits: readonly Audit[] = [
  {
    id: 'refuse',
    level: 'MUST',
    title: 'refuses a client that does not fit, with a problem of the mismatch type',
    check: refused(({ refusal, status }) =>
      expectThat(
        refusal?.type === MISMATCH_TYPE,
        `Expected type ${MISMATCH_TYPE}, got ${refusal?.type ?? `none, and status ${status}`}.`,
      ),
    ),
  },
  {
    id: 'refuse-status',
    level: 'MUST',
    title: 'refuses with a status from 400 to 599',
    check: refused(({ status }) =>
      expectThat(status >= 400 && status < 600, `Expected a status from 400 to 599, got ${status}.`),
    ),
  },
  {
    id: 'refuse-type',
    level: 'SHOULD',
    title: `calls a refusal ${PROBLEM_MEDIA_TYPE}`,
    check: refused(({ headers }) =>
      expectThat(
        (headers.get('Content-Type') ?? '').toLowerCase().startsWith(PROBLEM_MEDIA_TYPE),
        `Expected Content-Type: ${PROBLEM_MEDIA_TYPE}, got ${showHeader(headers, 'Content-Type')}.`,
      ),
    ),
  },
  {
    id: 'refuse-fields',
    level: 'MUST',
    title: 'names both versions and the side that must move in a refusal',
    check: refused(({ refusal }, client, { server }) =>
      expectThat(
        refusal?.client === client.version && isSame(refusal.server, server) && refusal.move !== undefined,
        `Expected client ${client.version}, server ${server} and move, ` +
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
    check: refused(({ headers }) =>
      expectThat(
        /\bno-store\b/i.test(headers.get('Cache-Control') ?? ''),
        `Expected Cache-Control: no-store, got ${showHeader(headers, 'Cache-Control')}.`,
      ),
    ),
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
    title: 'refuses HEAD with the status that GET gets',
    check: withClient('refuse', async (client, { ask }) => {
      const get = await ask({ version: client.sent });
      const head = await ask({ version: client.sent, method: 'HEAD' });
      return expectThat(head.status === get.status, `Expected status ${get.status}, got ${head.status}.`);
    }),
  },
  {
    id: 'refuse-ended',
    level: 'MUST',
    title: 'refuses an older major whose end date is past',
    check: async ({ findClient, ask }) => {
      const client = findClient('refuse', ({ until }) => until !== undefined);
      if (!client) return skipped('No older major has an end date that is past.');
      const { refusal, status } = await ask({ version: client.sent });
      return expectThat(
        refusal?.type === MISMATCH_TYPE && refusal.until === client.until,
        `Expected a refusal with until ${client.until}, got status ${status} and ${refusal?.until ?? 'none'}.`,
      );
    },
  },
  {
    id: 'refuse-apart',
    level: 'MUST',
    title: 'gives no client the answer of another, caches in between included',
    check: withClient('refuse', async (client, { ask, advertised }) => {
      for (const [version, isRefused] of [
        [advertised, false],
        [client.sent, true],
        [undefined, false],
        [client.sent, true],
        [advertised, false],
      ] as const) {
        const reply = await ask({ version });
        if ((reply.refusal?.type === MISMATCH_TYPE) === isRefused) continue;
        return isRefused
          ? fails(`Expected a refusal of ${version}, got status ${reply.status} without one.`)
          : expectPass(reply);
      }
      return HOLDS;
    }),
  },
  {
    id: 'refuse-cors',
    level: 'MUST',
    title: 'lets pages on an allowed origin read refusals',
    check: async (target) => {
      const { origin } = target;
      if (origin === undefined) return skipped('No origin is asked for.');
      return withClient('refuse', async (client, { ask }) =>
        expectShared(await ask({ version: client.sent, headers: { Origin: origin } }), origin),
      )(target);
    },
  },
  {
    id: 'discard',
    level: 'MUST',
    title: 'gives no reason to a client that is discarded',
    check: withClient('discard', async (client, { ask }) => {
      const reply = await ask({ version: client.sent }).catch(() => undefined);
      return expectThat(!reply?.body, 'Expected no answer or an empty one, got a body.');
    }),
  },
];

function refused(judge: (reply: Reply, client: Client, target: Target) => Finding): Audit['check'] {
  return withClient('refuse', async (client, target) =>
    judge(await target.ask({ version: client.sent }), client, target),
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

function expectShared({ headers }: Reply, origin: string): Finding {
  const allowed = headers.get('Access-Control-Allow-Origin');
  if (allowed !== '*' && allowed !== origin) {
    return fails(
      `Expected Access-Control-Allow-Origin: ${quote(origin, 100)}, got ${showHeader(headers, 'Access-Control-Allow-Origin')}.`,
    );
  }
  if (allowed !== '*' && !listHas(headers, 'Vary', 'Origin')) {
    return fails(`Expected Vary: Origin, got ${showHeader(headers, 'Vary')}.`);
  }
  return expectThat(
    listHas(headers, 'Access-Control-Expose-Headers', VERSION_HEADER),
    `Expected Access-Control-Expose-Headers: ${VERSION_HEADER}, got ${showHeader(headers, 'Access-Control-Expose-Headers')}.`,
  );
}
