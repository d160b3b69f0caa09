import type { Ask, Contender } from './contenders.ts';

/** A client's and a server's version. */
export type Pair = readonly [client: string, server: string];

const TURNS = 300;

/** How long every contender took for one call, in nanoseconds, by round. */
export type Times = ReadonlyMap<string, readonly number[]>;

/** Measures the contenders in turn, each round in another order, so that none always follows the same one. */
export function measure(contenders: readonly Contender[], pairs: readonly Pair[], rounds: number): Times {
  const times = new Map(contenders.map(({ title }) => [title, [] as number[]]));
  for (let round = -3; round < rounds; round++) {
    for (let place = 0; place < contenders.length; place++) {
      const contender = contenders[(place + round + 3) % contenders.length];
      if (!contender) continue;
      const took = timeRound(contender.ask, pairs);
      // The first rounds only warm up.
      if (round >= 0) times.get(contender.title)?.push(took);
    }
  }
  return times;
}

function timeRound(ask: Ask, pairs: readonly Pair[]): number {
  let answers = 0;
  const start = process.hrtime.bigint();
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [client, server] of pairs) if (ask(client, server) !== undefined) answers++;
  }
  const took = Number(process.hrtime.bigint() - start);
  // Counted, so that no call can be optimised away.
  if (answers !== TURNS * pairs.length) throw new Error('A contender gave no answer.');
  return took / answers;
}
