import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { estimateInterval } from '../interval.ts';
import { median } from '../measure.ts';
import { listPages } from './app/app.ts';
import type { BundlerName } from './builds/bundlers/index.ts';
import type { ContenderName } from './builds/contenders.ts';
import { runJob, type JobResult } from './builds/run.ts';
import type { OverheadRow, Place, Plan } from './result.ts';

const SIDES: readonly ContenderName[] = ['plain', 'verstamp', 'plain'];

/**
 * Measures the CPU time of whole builds beside the same build without a plugin, twice: the second is the control.
 * A bundler's own threads take most of it, and differ from build to build by more than a plugin takes: what it adds
 * is also looked for on its own thread alone, where V8 does all of its work here.
 */
export async function measureOverhead(plan: Plan, place: Place): Promise<readonly OverheadRow[]> {
  const root = place.makeApp(plan.timed);
  const rows: OverheadRow[] = [];
  for (const [bundler, rounds] of Object.entries(plan.rounds.overhead) as [BundlerName, number][]) {
    const times = SIDES.map((): Time[] => []);
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
        times[side]?.push(await runJob({ ...job, revision: 417 + round, isMeasured: false, isSingle: true }));
        rmSync(folder, { recursive: true });
      }
    }
    rows.push(summarise(bundler, times));
  }
  return rows;
}

/** What a build took, all of it and on the thread of the plugins. */
type Time = Pick<JobResult, 'cpuMs' | 'mainMs'>;

/** Sums up the rounds; of one round, both builds without a plugin are what the one with it is held against. */
export function summarise(
  bundler: BundlerName,
  [plain = [], ours = [], again = []]: readonly Time[][],
): OverheadRow {
  const rounds = plain.flatMap((first, round) => {
    const [own, second] = [ours[round], again[round]];
    return own && second ? [{ first, own, second }] : [];
  });
  const plainMs = median(plain.map(({ cpuMs }) => cpuMs));
  return {
    bundler,
    rounds: rounds.length,
    plainMs,
    control: estimateInterval(rounds.map(({ first, second }) => second.cpuMs / first.cpuMs)),
    ratio: estimateInterval(
      rounds.map(({ first, own, second }) => (2 * own.cpuMs) / (first.cpuMs + second.cpuMs)),
    ),
    mainControl: estimateInterval(
      rounds.map(({ first, second }) => 1 + (second.mainMs - first.mainMs) / plainMs),
    ),
    main: estimateInterval(
      rounds.map(({ first, own, second }) => 1 + (own.mainMs - (first.mainMs + second.mainMs) / 2) / plainMs),
    ),
  };
}
