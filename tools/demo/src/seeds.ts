import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Report } from './report.ts';
import { askDocliners } from './seeds/docliners.ts';
import { askProtocol } from './seeds/protocol.ts';
import type { Row, Seen } from './seeds/row.ts';
import { askSmarts } from './seeds/smarts.ts';
import { askCascade, askSoftware } from './seeds/software.ts';

/** The tables that ship with the core, and who asks their rows over the wire. */
const seeds: Readonly<Record<string, (row: Row) => Promise<Seen>>> = {
  docliners: askDocliners,
  smarts: askSmarts,
  'stabilit-software': askSoftware,
  'stabilit-protocol': askProtocol,
};

interface Conformance {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Asks every row of the three systems' tables over HTTP and WebSocket, and shows what came back. */
export async function showSeeds(report: Report): Promise<void> {
  for (const [name, ask] of Object.entries(seeds)) {
    const { title, rows } = readTable(name);
    report.chapter(title);
    const seen = await Promise.all(rows.map(ask));
    report.table(
      ['client', 'server', 'rule', 'expected', 'came', 'over the wire'],
      rows.map(({ client, server, rule, verdict }, index) => {
        const { verdict: came = 'nothing', evidence = '' } = seen[index] ?? {};
        return { cells: [client, server, rule, verdict, came, evidence], held: came === verdict };
      }),
    );
  }
  const [near = '', behind = ''] = await askCascade();
  report.expect(`through a broker, nearest hop: ${near}`, near === 'ATTACH: 200 done');
  const refusal = 'forward/CREATE_SESSION: 423 Incompatible SC version nr. [V3.2-021]';
  report.expect(`through a broker, a later call: ${behind}`, behind === refusal);
}

function readTable(name: string): Conformance {
  const file = fileURLToPath(import.meta.resolve(`@verstamp/core/conformance/${name}.json`));
  return JSON.parse(readFileSync(file, 'utf8')) as Conformance;
}
