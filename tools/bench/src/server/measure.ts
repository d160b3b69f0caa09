import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openLoad, type Load } from './load.ts';
import { median } from '../measure.ts';
import type { Question } from './serve.ts';
import type { Subject } from './subjects.ts';

const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url));

/** How many requests go before the first one that counts, so that what runs hot is compiled by then. */
const WARM_UP = 8_000;

/** How much is measured. */
export interface Amount {
  /** How often their process is started anew: two of one program differ a little, for as long as they live. */
  readonly starts: number;
  /** How many bursts each server gets, in turn with the others. */
  readonly bursts: number;
  readonly requestsPerBurst: number;
}

/** Microseconds of CPU time for one request: the median of its bursts, start by start. */
export type Times = ReadonlyMap<Subject, readonly number[]>;

/**
 * Measures servers in turn, burst by burst, each round in an order of chance: whoever comes behind its like gains by
 * it. They share a process, since two of one program differ by more than what is looked for.
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
): Promise<ReadonlyMap<Subject, readonly number[]>> {
  const times = new Map(subjects.map((subject) => [subject, [] as number[]]));
  const { child, servers } = await startServers(subjects);
  for (const { load } of servers) await load.send(WARM_UP);
  for (let burst = 0; burst < bursts; burst++) {
    for (const { subject, load } of shuffle(servers)) {
      times.get(subject)?.push(await timeBurst(child, load, requestsPerBurst));
    }
  }
  stopServers({ child, servers });
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
  const { child, servers } = await startServers([subject]);
  for (const { load } of servers) {
    await load.send(WARM_UP);
    await ask(child, 'profile');
    await load.send(requests);
  }
  const share = await ask(child, 'share');
  stopServers({ child, servers });
  return share;
}

/** Servers of one framework, in one process. */
interface Servers {
  readonly child: ChildProcess;
  readonly servers: readonly { readonly subject: Subject; readonly load: Load }[];
}

async function startServers(subjects: readonly Subject[]): Promise<Servers> {
  const child = fork(SERVE, [subjects[0]?.framework ?? '', ...subjects.map(({ variant }) => variant)], {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [],
  });
  const [ports] = (await once(child, 'message')) as [readonly number[]];
  const servers = subjects.map(async (subject, index) => {
    const port = ports[index] ?? 0;
    await expectVary(port, subject);
    return { subject, load: await openLoad(port) };
  });
  return { child, servers: await Promise.all(servers) };
}

function stopServers({ child, servers }: Servers): void {
  for (const { load } of servers) load.close();
  child.disconnect();
}

/** Makes sure that servers differ in what they are measured for, and that only those with a gate or its header vary. */
async function expectVary(port: number, { framework, variant, varies }: Subject): Promise<void> {
  const { headers } = await fetch(`http://127.0.0.1:${port}/orders/417`, {
    headers: { 'API-Version': '2.1.0' },
  });
  if (headers.get('Vary') === (varies ? 'API-Version' : null)) return;
  throw new Error(`${framework} (${variant}) says Vary: ${headers.get('Vary')}.`);
}

async function timeBurst(child: ChildProcess, load: Load, requests: number): Promise<number> {
  const before = await ask(child, 'usage');
  await load.send(requests);
  return ((await ask(child, 'usage')) - before) / requests;
}

async function ask(child: ChildProcess, question: Question): Promise<number> {
  const answer = once(child, 'message') as Promise<[number]>;
  child.send(question);
  return (await answer)[0];
}
