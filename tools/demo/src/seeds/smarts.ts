import { createVerifier } from '@verstamp/client';
import { createGate } from '@verstamp/server';
import { guardListener } from '@verstamp/server/node';
import { defineFormat, formatVersion } from '@verstamp/core';
import { withServer, type Row, type Seen } from './row.ts';

const notation = defineFormat('{major}.{minor}');
const read = (text: string): string => formatVersion(notation.parse(text));

/** Lets the server return its version on contact, and the client decide. */
export function askSmarts(row: Row): Promise<Seen> {
  const gate = createGate({ name: 'smarts', version: read(row.server), rule: row.rule });
  const listener = guardListener(gate, (_request, response) => response.end());
  return withServer(listener, async (url) => {
    const lines: string[] = [];
    const verifier = createVerifier({
      name: 'smarts',
      version: read(row.client),
      rule: row.rule,
      documentUrl: new URL('version.json', url).href,
      log: (line) => lines.push(line),
    });
    const verdict = await verifier.check();
    const shown = verdict === 'refuse' ? `at start: ${verifier.decision?.message}` : 'runs';
    return { verdict, evidence: lines.length > 0 ? `runs, log: ${lines.join(' ')}` : shown };
  });
}
