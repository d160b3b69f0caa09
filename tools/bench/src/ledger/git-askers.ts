import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeGitPlace } from './git-place.ts';

/** Processes that ask a git ledger at once. */
export interface Askers {
  readonly processes: number;
  /** How many numbers each of them asks for, one after the other. */
  readonly each: number;
  /** Whether they know nothing of each other, as if each ran on a machine of its own. */
  readonly areApart: boolean;
}

/** What they got. */
export interface Answers {
  readonly numbers: number;
  readonly doubled: number;
  readonly perSecond: number;
  /** Milliseconds that 99 of 100 numbers took at most, and the slowest one. */
  readonly p99: number;
  readonly slowest: number;
}

const SCRIPT = fileURLToPath(new URL('git-asker.ts', import.meta.url));

/** Starts processes, each in a clone of its own, lets them ask at once, and counts what they got. */
export async function ask({ processes, each, areApart }: Askers): Promise<Answers> {
  const place = makeGitPlace();
  const temporary = mkdtempSync(join(tmpdir(), 'bench-askers-'));
  const children = Array.from({ length: processes }, (_, index) => {
    const args = ['--conditions=@verstamp/source', SCRIPT, place.clone(), String(each)];
    const TMPDIR = areApart ? mkdtempSync(join(temporary, `${index}-`)) : temporary;
    return spawn(process.execPath, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR },
    });
  });
  const answers: (readonly [number, number])[] = [];
  let start = 0;
  let ready = 0;
  const follow = async (child: (typeof children)[number]): Promise<void> => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line !== 'ready') {
        const [number = Number.NaN, waitedMs = Number.NaN] = line.split(' ').map(Number);
        answers.push([number, waitedMs]);
      } else if (++ready === processes) {
        start = performance.now();
        for (const { stdin } of children) stdin.write('go\n');
      }
    }
  };
  await Promise.all(children.map(follow));
  const seconds = (performance.now() - start) / 1000;
  place.remove();
  rmSync(temporary, { recursive: true });
  return summarise(answers, { expected: processes * each, seconds });
}

function summarise(
  answers: readonly (readonly [number, number])[],
  { expected, seconds }: { readonly expected: number; readonly seconds: number },
): Answers {
  if (answers.length !== expected) throw new Error(`${answers.length} of ${expected} numbers were told.`);
  const waits = answers.map(([, waitedMs]) => waitedMs).toSorted((a, b) => a - b);
  const distinct = new Set(answers.map(([number]) => number));
  return {
    numbers: answers.length,
    doubled: answers.length - distinct.size,
    perSecond: Math.round(answers.length / seconds),
    p99: Math.round(waits[Math.floor(waits.length * 0.99)] ?? Number.NaN),
    slowest: Math.round(waits.at(-1) ?? Number.NaN),
  };
}
