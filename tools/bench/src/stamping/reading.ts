import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { median } from '../measure.ts';
import type { Hashing } from './outputs/files.ts';

/** How long `verstamp read` takes for an output folder, next to what nothing can be faster than. */
export interface Reading {
  readonly files: number;
  readonly bytes: number;
  /** Of the command without anything to read. */
  readonly startMs: number;
  /** Beyond the start. */
  readonly readMs: number;
  /** Of the same bytes from memory. */
  readonly hashMs: number;
  /** Of the same bytes with reading them, in a process of its own. */
  readonly plainMs: number;
}

const COMMAND = fileURLToPath(new URL('../../../../packages/verstamp/dist/main.js', import.meta.url));

const HASHING = fileURLToPath(new URL('outputs/hashing.ts', import.meta.url));

/** Measures `verstamp read`, round by round beside its start and plain hashing. */
export function measureReading(folder: string, rounds: number): Reading {
  const empty = `${folder}-empty`;
  mkdirSync(empty, { recursive: true });
  const samples = Array.from({ length: rounds }, () => {
    const startMs = timeCommand(['read', '--help']);
    const readMs = timeCommand(['read', folder]) - startMs;
    const { readMs: plainMs, ...hashing } = JSON.parse(runScript(HASHING, [folder])) as Hashing;
    return { startMs, readMs, plainMs, ...hashing };
  });
  const of = (key: 'startMs' | 'readMs' | 'hashMs' | 'plainMs'): number =>
    median(samples.map((sample) => sample[key]));
  const { files = 0, bytes = 0 } = samples[0] ?? {};
  return {
    files,
    bytes,
    startMs: of('startMs'),
    readMs: of('readMs'),
    hashMs: of('hashMs'),
    plainMs: of('plainMs'),
  };
}

function timeCommand(args: readonly string[]): number {
  const start = performance.now();
  runScript(COMMAND, args);
  return performance.now() - start;
}

function runScript(script: string, args: readonly string[]): string {
  const { status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
