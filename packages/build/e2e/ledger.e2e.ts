import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createJournal } from '../src/journal/journal.ts';
import { fileLedger } from '../src/revision/file.ts';
import { makeFolder } from './folder.ts';

const issuer = fileURLToPath(new URL('issuer.ts', import.meta.url));

interface Issuer {
  readonly kind: 'file' | 'clock';
  readonly path: string;
  readonly name: string;
  readonly count: number;
  /** After how many numbers the process is killed; it may be anywhere in the next ones. */
  readonly killAfter?: number;
}

/** Runs a process that issues numbers, and gives those it told of. */
async function issue({ kind, path, name, count, killAfter = count }: Issuer): Promise<readonly number[]> {
  const args = ['--conditions=@verstamp/source', issuer, kind, path, name, String(count)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const told: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(Number(line));
    if (told.length === killAfter && killAfter < count) child.kill('SIGKILL');
  }
  await ended;
  return told;
}

describe.each(['file', 'clock'] as const)('the %s', (kind) => {
  it('issues no number twice to processes that ask at once', async () => {
    const path = kind === 'file' ? join(makeFolder(), 'ledger.jsonl') : makeFolder();
    const rounds = Array.from({ length: 6 }, () => issue({ kind, path, name: 'shop', count: 50 }));
    const issued = await Promise.all(rounds);
    for (const numbers of issued) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const all = issued.flat();
    expect(all.length).toBe(300);
    expect(new Set(all).size).toBe(300);
    if (kind === 'file') expect(Math.max(...all)).toBe(300);
  });

  it('issues no number twice when processes are killed', async () => {
    const path = kind === 'file' ? join(makeFolder(), 'ledger.jsonl') : makeFolder();
    const all: number[] = [];
    for (let round = 0; round < 4; round++) {
      const killed = [3, 11, 23].map((killAfter) =>
        issue({ kind, path, name: 'shop', count: 1e6, killAfter: killAfter + round }),
      );
      all.push(...(await Promise.all(killed)).flat());
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(4 * 37);
  });
});

it('numbers each name by itself, and holds what each process recorded', async () => {
  const path = join(makeFolder(), 'ledger.jsonl');
  const names = ['a', 'b', 'c'];
  const issued = await Promise.all(names.map((name) => issue({ kind: 'file', path, name, count: 20 })));
  for (const numbers of issued) expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(createJournal(path).read((entries) => [...entries].length)).toBe(60);
  await expect(fileLedger(path).next({ name: 'd', version: '1.0.0' })).resolves.toBe(1);
});
