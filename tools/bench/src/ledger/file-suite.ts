import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOldLedger } from '../../../../packages/build/e2e/old-ledger.ts';
import type { Ledger } from '../../../../packages/build/src/revision/index.ts';
import { median } from '../measure.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';

/** How long one thing takes in a long ledger, in milliseconds. */
interface FileRow {
  readonly what: string;
  readonly median: number;
  readonly slowest: number;
}

/** What was measured of a ledger in a file. */
interface FileLedgerResult {
  readonly lines: number;
  readonly rounds: number;
  readonly rows: readonly FileRow[];
}

/** How long a number, a claim and a record take in a file that has been used for years. */
export const fileLedgerSuite: Suite<FileLedgerResult> = { title: 'Ledger in a file', run, render };

const time = '2026-11-21T02:00:00Z';
const released = (round: number) => ({ name: 'shop-1', version: `2.0.${round}` });
const release = (round: number) => ({ ...released(round), digest: 'sha256-aa', time });

type Act = (round: number) => unknown;

async function run({ isQuick, report }: RunOptions): Promise<FileLedgerResult> {
  const lines = isQuick ? 2000 : 100_000;
  const rounds = isQuick ? 10 : 301;
  const folder = mkdtempSync(join(tmpdir(), 'bench-file-'));
  report(`a ledger of ${lines} lines`);
  const { ledger } = makeOldLedger(folder, lines);
  // The first one indexes what is there.
  await ledger.next(released(0));
  const rows: FileRow[] = [];
  for (const [what, act] of Object.entries(listActs(ledger, folder)))
    rows.push(await measure(what, act, rounds));
  rmSync(folder, { recursive: true });
  return { lines, rounds, rows };
}

function listActs(ledger: Ledger, folder: string): Readonly<Record<string, Act>> {
  return {
    'one line appended to a file and synced, without a ledger': () => append(join(folder, 'plain')),
    'a number': async () => ledger.next(released(0)),
    'the first number of a name': async (round) => ledger.next({ name: `new-${round}`, version: '1.0.0' }),
    'a claim': async (round) =>
      ledger.claim({ releases: [released(round)], owner: 'ci', durationMs: 60_000 }),
    'a record': async (round) => ledger.record([release(round)]),
  };
}

function append(path: string): void {
  const file = openSync(path, 'a');
  writeSync(file, `${'x'.repeat(200)}\n`);
  fdatasyncSync(file);
  closeSync(file);
}

async function measure(what: string, act: Act, rounds: number): Promise<FileRow> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await act(round);
    times.push(performance.now() - start);
  }
  return { what, median: median(times), slowest: Math.max(...times) };
}

function render({ lines, rounds, rows }: FileLedgerResult): string {
  const table = formatTable(
    ['what', 'median', 'slowest'],
    rows.map((row) => [row.what, `${row.median.toFixed(2)} ms`, `${row.slowest.toFixed(1)} ms`]),
  );
  return (
    `A ledger of ${lines} lines, ${rounds} rounds, in one process; everything waits until it is on the disk. ` +
    `The index beside the file is renewed now and then, which is the slowest.\n\n${table}`
  );
}
