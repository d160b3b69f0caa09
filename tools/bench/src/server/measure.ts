import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openLoad, type Load } from './load.ts';
import { median } from '../measure.ts';
import type { Question } from './serve.ts';
import type { Subject } from './subjects.ts';

const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url));

/** How many requests go to a variant before the first one that counts, so that what runs hot is compiled by then. */
const WARM_UP = 8_000;

/** How much is measured. */
export interface Amount {
  /** How often the process is started anew: two of one program differ a little, for as long as they live. */
  readonly starts: number;
  /** How many bursts each variant gets, in turn with the others. */
  readonly bursts: number;
  readonly requestsPerBurst: number;
}

/** Microseconds of CPU time for one request: the median of its bursts, start by start. */
export type Times = ReadonlyMap<Subject, readonly number[]>;

/**
 * Measures variants of a server in turn, burst by burst, each round in an order of chance: whoever comes behind its like
 * gains by it. They are listeners that one server is given in turn: two processes of one program, and two servers of one
 * process, differ by more than what is looked for.
 */
export async function measure(subjects: readonly Subject[], amount: Amount): Promise<Times> {
  const times = new Map(subjects.map((subject) => [subject, [] as number[]]));
  for (let start = 0; start < amount.starts; start++) {
    for (const [subject, bursts] of await measureStart(subjects, amount)) {
      times.get(subject)?.push(median(bursts));
    }
  }
  return times;
}

async function measureStart(
  subjects: readonly Subject[],
  { bursts, requestsPerBurst }: Amount,
): Promise<Times> {
  const times = new Map(subjects.map((subject) => [subject, [] as number[]]));
  const server = await startServer(subjects);
  // Warmed up in the same rounds, so that none is always the first to meet cold code.
  const before = Math.ceil(WARM_UP / requestsPerBurst);
  for (let round = -before; round < bursts; round++) {
    for (const subject of shuffle(subjects)) {
      const taken = await timeBurst(server, subject, requestsPerBurst);
      if (round >= 0) times.get(subject)?.push(taken);
    }
  }
  server.stop();
  return times;
}

function shuffle<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Measures the share of a server's CPU time that goes to the gate's own code, by samples. */
export async function measureShare(subject: Subject, requests: number): Promise<number> {
  const { serve, ask, load, stop } = await startServer([subject]);
  await serve(subject);
  await load.send(WARM_UP);
  await ask('profile');
  await load.send(requests);
  const share = await ask('share');
  stop();
  return share;
}

/** A server in a process of its own, and the connections to it. */
interface Server {
  /** Makes it serve by a variant from now on, and gives what CPU time the process took so far. */
  readonly serve: (subject: Subject) => Promise<number>;
  readonly ask: (question: Question) => Promise<number>;
  readonly load: Load;
  readonly stop: () => void;
}

async function startServer(subjects: readonly Subject[]): Promise<Server> {
  const child = fork(SERVE, [subjects[0]?.framework ?? '', ...subjects.map(({ variant }) => variant)], {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [],
  });
  const [port] = (await once(child, 'message')) as [number];
  const ask = (question: Question) => askChild(child, question);
  const serve = (subject: Subject) => ask(subjects.indexOf(subject));
  for (const subject of subjects) {
    await serve(subject);
    await expectVary(port, subject);
  }
  const load = await openLoad(port);
  const stop = (): void => {
    load.close();
    child.disconnect();
  };
  return { serve, ask, load, stop };
}

/** Makes sure that variants differ in what they are measured for, and that only those with a gate or its header vary. */
async function expectVary(port: number, { framework, variant, varies }: Subject): Promise<void> {
  const { headers } = await fetch(`http://127.0.0.1:${port}/orders/417`, {
    headers: { 'API-Version': '2.1.0' },
  });
  if (headers.get('Vary') === (varies ? 'API-Version' : null)) return;
  throw new Error(`${framework} (${variant}) says Vary: ${headers.get('Vary')}.`);
}

async function timeBurst({ serve, ask, load }: Server, subject: Subject, requests: number): Promise<number> {
  const before = await serve(subject);
  await load.send(requests);
  return ((await ask('usage')) - before) / requests;
}

async function askChild(child: ChildProcess, question: Question): Promise<number> {
  const answer = once(child, 'message') as Promise<[number]>;
  child.send(question);
  return (await answer)[0];
}
