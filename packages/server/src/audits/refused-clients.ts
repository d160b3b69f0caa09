import { MISMATCH_TYPE } from '@verstamp/core';
import { expectThat, fails, HOLDS, skipped, type Audit } from './audit.ts';
import { expectNoStore, expectPass, expectVary } from './expect.ts';
import { withClient } from './with-client.ts';

/** The audits of who is refused, and who is discarded. */
export const refusedClientAudits: readonly Audit[] = [
  {
    id: 'refuse',
    level: 'MUST',
    title: 'refuses a client that does not fit, with a problem of the mismatch type',
    check: withClient('refuse', async (client, { ask }) => {
      const { refusal, status } = await ask({ version: client.sent });
      return expectThat(
        refusal?.type === MISMATCH_TYPE,
        `Expected type ${MISMATCH_TYPE}, got ${refusal?.type ?? `none, and status ${status}`}.`,
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
    id: 'discard',
    level: 'MUST',
    title: 'gives no reason to a client that is discarded, and nothing that caches keep',
    check: withClient('discard', async (client, { ask }) => {
      const reply = await ask({ version: client.sent }).catch(() => undefined);
      if (!reply) return HOLDS;
      if (reply.body) return fails('Expected no answer or an empty one, got a body.');
      const kept = expectNoStore(reply);
      return kept.kind === 'holds' ? expectVary(reply) : kept;
    }),
  },
];
