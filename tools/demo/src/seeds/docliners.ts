import { createFetch, createVerifier, isVersionRefused } from '@verstamp/client';
import { readInstant } from '@verstamp/core';
import { createGate } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { withServer, type Row, type Seen } from './row.ts';

/** Sends the client's version in the header API-Version, and sees what the server answers. */
export function askDocliners(row: Row): Promise<Seen> {
  const gate = createGate({
    name: 'docliners',
    version: row.server,
    rule: row.rule,
    until: row.until,
    unreadable: 'refuse',
    log: false,
    now: () => readInstant(row.now) ?? Date.now(),
  });
  const listener = guardListener(gate, (_request, response) => response.end('[]'));
  return withServer(listener, async (url) => {
    const verifier = createVerifier({ name: 'docliners', version: row.client, rule: row.rule });
    try {
      const response = await createFetch(verifier)(new URL('documents', url));
      const sunset = response.headers.get('Sunset');
      return {
        verdict: sunset ? 'warn' : 'allow',
        evidence: `${response.status}${sunset ? `, Sunset: ${sunset}` : ''}`,
      };
    } catch (error) {
      if (!isVersionRefused(error)) throw error;
      const { code, status, detail } = error.details;
      return {
        verdict: code === 'ClientApiVersionMismatch' ? 'refuse' : 'unknown',
        evidence: `${status ?? ''} ${code}: ${detail}`,
      };
    }
  });
}
