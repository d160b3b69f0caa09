import { median } from '../measure.ts';
import { DATABASES, type Database } from './databases.ts';

const ASKERS = 64;
const ROUNDS = 11;
const ROUND_MS = 400;
const shop = { name: 'shop', version: '1.4.3' };

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

function pick<T>(from: readonly T[], index: number): T {
  return from[index % from.length] as T;
}

/** Measures the ledger against the bare client: all askers in one process that share what it opens, or each with its own. */
async function compare(database: Database, url: string, connections: number): Promise<void> {
  const bare = await Promise.all(Array.from({ length: connections }, async () => database.openBare(url)));
  const ledgers = Array.from({ length: connections }, () => database.openLedger(url));
  const sides = {
    ledger: Array.from({ length: ASKERS }, (_, index) => async () => pick(ledgers, index).next(shop)),
    bare: Array.from({ length: ASKERS }, (_, index) => async () => pick(bare, index).ask()),
    control: Array.from({ length: ASKERS }, (_, index) => async () => pick(bare, index).ask()),
  };
  const rates = { ledger: [] as number[], bare: [] as number[], control: [] as number[] };
  const order = ['ledger', 'bare', 'control'] as const;
  for (let round = -1; round < ROUNDS; round++) {
    for (let place = 0; place < order.length; place++) {
      const side = order[(place + round + 1) % order.length] ?? 'ledger';
      const rate = await measureRate(sides[side]);
      // The first round only warms up.
      if (round >= 0) rates[side].push(rate);
    }
  }
  await Promise.all(bare.map(async ({ close }) => close()));
  const ratio = (side: readonly number[]) =>
    median(side.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN))).toFixed(2);
  console.log(`  ${ASKERS} askers, ${connections} connection${connections === 1 ? '' : 's'} a side`);
  console.log(`    ledger ${median(rates.ledger).toFixed(0).padStart(7)}/s   × ${ratio(rates.ledger)}`);
  console.log(
    `    bare   ${median(rates.bare).toFixed(0).padStart(7)}/s   control × ${ratio(rates.control)}`,
  );
}

for (const database of DATABASES) {
  console.log(`\n${database.title}: numbers per second, median of ${ROUNDS} rounds; ratios round by round`);
  const server = await database.start();
  await compare(database, server.url, 1);
  await compare(database, server.url, ASKERS);
  await server.remove();
}
