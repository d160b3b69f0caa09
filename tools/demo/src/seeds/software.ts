import { request as forward, type RequestListener } from 'node:http';
import { createFetch, createVerifier, isVersionRefused } from '@verstamp/client';
import { defineFormat } from '@verstamp/core';
import { createGate, type Gate } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { withServer, type Row, type Seen } from './row.ts';

/** ATTACH comes from a client, REGISTER from a server; the receiver checks both. */
const CALLS = ['ATTACH', 'REGISTER'] as const;

/** Attaches and registers with a software version, and sees whether the receiver names it in its refusal. */
export function askSoftware(row: Row): Promise<Seen> {
  const gate = createReceiver(`V${row.server}`, row.rule);
  return withServer(guardListener(gate, answer), async (url) => {
    const seen = await Promise.all(CALLS.map((call) => attach(`V${row.client}`, new URL(call, url))));
    const [first = 'nothing'] = seen;
    const same = seen.every((text) => text === first);
    const refused = first === `423 Incompatible SC version nr. [V${row.client}]`;
    const verdict = refused ? 'refuse' : first.startsWith('200 ') ? 'allow' : 'unknown';
    return { verdict: same ? verdict : 'unknown', evidence: `${CALLS.join(', ')}: ${first}` };
  });
}

/**
 * Attaches through a broker: the first call reaches only the nearest hop, so the refusal of the one behind
 * comes on a later call.
 */
export function askCascade(): Promise<readonly string[]> {
  const behind = guardListener(createReceiver('V3.1-006'), answer);
  return withServer(behind, (target) =>
    withServer(guardListener(createReceiver('V3.2-023'), broker(target)), async (url) => {
      const calls = ['ATTACH', 'forward/CREATE_SESSION'];
      const texts: string[] = [];
      for (const call of calls) texts.push(`${call}: ${await attach('V3.2-021', new URL(call, url))}`);
      return texts;
    }),
  );
}

function createReceiver(version: string, rule = 'xx-x-x-x'): Gate {
  return createGate({
    name: 'connector',
    version,
    format: defineFormat('V{major}.{minor}-{revision:3}'),
    rule,
    status: 423,
    text: ({ sent }) => `Incompatible SC version nr. [${sent}]`,
    log: false,
  });
}

const answer: RequestListener = (_request, response) => void response.end('done');

function broker(target: URL): RequestListener {
  return (incoming, response) => {
    if (!incoming.url?.startsWith('/forward/')) return void response.end('done');
    const { method, headers, url } = incoming;
    const onward = forward(new URL(url, target), { method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.statusMessage, reply.headers);
      reply.pipe(response);
    });
    incoming.pipe(onward);
  };
}

async function attach(version: string, url: URL): Promise<string> {
  const verifier = createVerifier({ name: 'connector', version, rule: 'xx-x-x-x' });
  try {
    const response = await createFetch(verifier)(url, { method: 'POST' });
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    if (!isVersionRefused(error)) throw error;
    return `${error.details.status} ${error.details.detail}`;
  }
}
