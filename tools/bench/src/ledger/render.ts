import type { Chart } from '../chart.ts';
import { formatTable } from '../table.ts';
import type { LedgerResult } from './result.ts';

/** Writes what was measured as Markdown. */
export function renderLedger({ askers, rounds, rows }: LedgerResult): string {
  const table = formatTable(
    ['database', 'connections', 'side', 'numbers a second', 'in ratio to the bare client'],
    rows.map(({ database, connections, side, rate, ratio }) => [
      database,
      String(connections),
      side,
      String(rate),
      `× ${ratio.toFixed(2)}`,
    ]),
  );
  return (
    `${askers} askers in one process, over one connection or each over its own. Medians of ${rounds} rounds; ratios are ` +
    `taken round by round. Over one connection a ledger issues blocks to those who ask at once.\n\n${table}`
  );
}

/** Draws what was measured. */
export function chartLedger({ rows }: LedgerResult): readonly Chart[] {
  const bars = rows
    .filter(({ side }) => side !== 'bare client again')
    .map(({ database, connections, side, rate }) => ({
      label: `${database.split(',')[0]}, ${side}, connections: ${connections}`,
      value: rate,
      isOurs: side === 'ledger',
    }));
  return [
    { name: 'ledger', title: 'Ledgers in databases', measure: 'numbers a second', scale: 'linear', bars },
  ];
}
