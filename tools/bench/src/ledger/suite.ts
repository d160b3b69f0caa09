import type { Chart } from '../chart.ts';
import { median, medianRatio } from '../measure.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { DATABASES, type Database } from './databases.ts';

const ASKERS = 64;
const shop = { name: 'shop', version: '1.4.3' };

const SIDES = ['ledger', 'bare client', 'bare client again'] as const;

/** How many numbers a second one side gave. */
interface LedgerRow {
  readonly database: string;
  /** How many connections the askers of a side have together. */
  readonly connections: number;
  readonly side: (typeof SIDES)[number];
  readonly rate: number;
  /** In ratio to the bare client, round by round. */
  readonly ratio: number;
}

/** What was measured of ledgers in databases. */
interface LedgerResult {
  readonly askers: number;
  readonly rounds: number;
  readonly rows: readonly LedgerRow[];
}

/** How many numbers a second come from ledgers in databases. */
export const ledgerSuite: Suite<LedgerResult> = { title: 'Ledgers in databases', run, render, charts };

interface Plan {
  readonly url: string;
  readonly connections: number;
  readonly rounds: number;
}

/** Short, so that the disk and the machine are the same for all sides of a round. */
const ROUND_MS = 100;

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

async function compare(
  database: Database,
  { url, connections, rounds }: Plan,
): Promise<readonly LedgerRow[]> {
  const bare = await Promise.all(Array.from({ length: connections }, async () => database.openBare(url)));
  const ledgers = Array.from({ length: connections }, () => database.openLedger(url));
  const sides = {
    ledger: Array.from({ length: ASKERS }, (_, asker) => async () => pick(ledgers, asker).next(shop)),
    'bare client': Array.from({ length: ASKERS }, (_, asker) => async () => pick(bare, asker).ask()),
    'bare client again': Array.from({ length: ASKERS }, (_, asker) => async () => pick(bare, asker).ask()),
  };
  const rates = new Map(SIDES.map((side) => [side, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const side of orderSides(round + 1)) {
      const rate = await measureRate(sides[side]);
      // The first round only warms up.
      if (round >= 0) rates.get(side)?.push(rate);
    }
  }
  await Promise.all(bare.map(async (client) => client.close()));
  const theirs = rates.get('bare client') ?? [];
  return [...rates].map(([side, ours]) => ({
    database: database.title,
    connections,
    side,
    rate: Math.round(median(ours)),
    ratio: medianRatio(ours, theirs),
  }));
}

/** Each side comes after each other one about as often: what one leaves to be cleared away is the next one's loss. */
function orderSides(round: number): readonly LedgerRow['side'][] {
  const turned = SIDES.map((_, place) => SIDES[(place + (round >> 1)) % SIDES.length] ?? 'ledger');
  return round % 2 ? turned.toReversed() : turned;
}

function pick<T>(from: readonly T[], index: number): T {
  return from[index % from.length] as T;
}

/** Lets all ask one number after the other for a while, and gives numbers per second. */
async function measureRate(asks: readonly (() => Promise<number>)[]): Promise<number> {
  const numbers = new Set<number>();
  let asked = 0;
  const start = performance.now();
  await Promise.all(
    asks.map(async (ask) => {
      while (performance.now() - start < ROUND_MS) {
        asked++;
        numbers.add(await ask());
      }
    }),
  );
  // Counted, so that no fast answer is a wrong one.
  if (numbers.size !== asked) throw new Error('A number was given twice.');
  return asked / ((performance.now() - start) / 1000);
}

function render({ askers, rounds, rows }: LedgerResult): string {
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

function charts({ rows }: LedgerResult): readonly Chart[] {
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
