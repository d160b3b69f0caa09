import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../measure.ts';
import { listPages } from './app.ts';
import type { BundlerName } from './bundlers/index.ts';
import type { ContenderName } from './contenders.ts';
import type { OverheadRow, Place, Plan } from './result.ts';
import { runJob } from './run.ts';

const SIDES: readonly ContenderName[] = ['plain', 'verstamp', 'plain'];

/** Measures the CPU time of whole builds beside the same build without a plugin, twice: the second is the control. */
export async function measureOverhead(plan: Plan, place: Place): Promise<readonly OverheadRow[]> {
  const root = place.makeApp(plan.timed);
  const rows: OverheadRow[] = [];
  for (const [bundler, rounds] of Object.entries(plan.rounds.overhead) as [BundlerName, number][]) {
    const times = SIDES.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      place.report(`whole builds: ${bundler}, round ${round + 1} of ${rounds}`);
      for (let turn = 0; turn < SIDES.length; turn++) {
        // In changing order, so that none always follows the same one.
        const side = (turn + round) % SIDES.length;
        const contender = SIDES[side] ?? 'plain';
        const folder = join(place.folder, 'whole');
        const job = {
          bundler,
          contender,
          root,
          folder,
          output: 'site' as const,
          pages: listPages(plan.timed),
        };
        const { cpuMs } = await runJob({ ...job, revision: 417 + round, isMeasured: false });
        times[side]?.push(cpuMs);
        rmSync(folder, { recursive: true });
      }
    }
    rows.push(summarise(bundler, times));
  }
  return rows;
}

function summarise(
  bundler: BundlerName,
  [plain = [], ours = [], again = []]: readonly number[][],
): OverheadRow {
  const controls = again.map((ms, round) => ms / (plain[round] ?? Number.NaN));
  const ratios = ours.map((ms, round) => (2 * ms) / ((plain[round] ?? 0) + (again[round] ?? 0)));
  return {
    bundler,
    rounds: plain.length,
    plainMs: median(plain),
    control: median(controls),
    ratio: median(ratios),
    noise: quartiles(controls),
    spread: quartiles(ratios),
  };
}

function quartiles(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return [at(0.25), at(0.75)];
}
