import type { RunOptions, Suite } from '../suite.ts';
import { ASKERS, compare } from './compare.ts';
import { DATABASES } from './databases.ts';
import { chartLedger, renderLedger } from './render.ts';
import type { LedgerResult, LedgerRow } from './result.ts';

/** How many numbers a second come from ledgers in databases. */
export const ledgerSuite: Suite<LedgerResult> = {
  title: 'Ledgers in databases',
  run,
  render: renderLedger,
  charts: chartLedger,
};

async function run({ isQuick, report }: RunOptions): Promise<LedgerResult> {
  const rounds = isQuick ? 3 : 43;
  const rows: LedgerRow[] = [];
  for (const database of DATABASES) {
    const server = await database.start();
    for (const connections of [1, ASKERS]) {
      report(`${database.title}, connections: ${connections}`);
      rows.push(...(await compare(database, { url: server.url, connections, rounds })));
    }
    await server.remove();
  }
  return { askers: ASKERS, rounds, rows };
}
