import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '@verstamp/testing/temporary-folder';

/** Where a process of a test finds its ledger. */
export interface Place {
  readonly folder: string;
  /** As in verstamp.json, or `clock`. */
  readonly address: string;
  /** Where processes of one machine meet: with another folder they are as good as on another machine. */
  readonly temporary?: string;
}

/** A process that issues numbers of one name. */
export interface Issuing extends Place {
  readonly name: string;
  readonly count: number;
  /** After how many numbers the process is killed; it may be anywhere in the next ones. */
  readonly killAfter?: number;
}

const ISSUER = new URL('issuer.ts', import.meta.url);
const RELEASER = new URL('releaser.ts', import.meta.url);

let compiled: string | undefined;

/** Runs a script, and gives its lines as it prints them; it has ended when they end. */
async function* runScript(
  script: URL,
  { folder, address, temporary }: Place,
  ...args: readonly string[]
): AsyncGenerator<{ readonly line: string; readonly child: ChildProcess }, readonly unknown[]> {
  const path = fileURLToPath(script);
  // A thousand processes that start count: what one has compiled, the next ones read.
  compiled ??= makeFolder();
  const env = {
    ...process.env,
    ...(temporary === undefined ? {} : { TMPDIR: temporary }),
    NODE_COMPILE_CACHE: compiled,
  };
  const whole = ['--conditions=@verstamp/source', path, folder, address, ...args];
  const child = spawn(process.execPath, whole, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) yield { line, child };
  return await ended;
}

/** Runs a process that issues numbers, and gives those it told of. */
export async function issueApart({
  name,
  count,
  killAfter = count,
  ...place
}: Issuing): Promise<readonly number[]> {
  const told: number[] = [];
  for await (const { line, child } of runScript(ISSUER, place, name, String(count))) {
    told.push(Number(line));
    if (told.length === killAfter && killAfter < count) child.kill('SIGKILL');
  }
  return told;
}

/** When a process is killed: at a random moment after it said so many things, within the time that one of them takes. */
export interface Moment {
  readonly after: number;
  /** How long one thing takes at most, where none was said before. */
  readonly longestMs: number;
}

/** Runs a process that issues, claims and records, kills it, and gives what it told of. */
export async function releaseUntilKilled(
  place: Place,
  { after, longestMs }: Moment,
): Promise<readonly string[]> {
  const told: string[] = [];
  const lines = runScript(RELEASER, place, 'shop');
  let began = 0;
  for (;;) {
    const step = await lines.next();
    if (step.done) {
      if (step.value[1] !== 'SIGKILL') throw new Error('It ended before it was killed.');
      return told;
    }
    const { line, child } = step.value;
    if (line === 'ready') began = performance.now();
    else told.push(line);
    if (told.length !== after) continue;
    const usualMs = after === 0 ? longestMs : (performance.now() - began) / after;
    setTimeout(() => child.kill('SIGKILL'), Math.random() * usualMs);
  }
}
