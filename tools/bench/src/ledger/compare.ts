import { median, medianRatio } from '../measure.ts';
import type { Database } from './databases.ts';
import { SIDES, type LedgerRow } from './result.ts';

/** How many ask at once. */
export const ASKERS = 64;

const shop = { name: 'shop', version: '1.4.3' };

/** How a database is measured. */
export interface Plan {
  readonly url: string;
  readonly connections: number;
  readonly rounds: number;
}

/** Short, so that the disk and the machine are the same for all sides of a round. */
const ROUND_MS = 100;

/** Measures all sides of one database, beside each other in every round. */
export async function compare(
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
