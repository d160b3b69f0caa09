import type { Chart } from '../chart.ts';
import { median, medianRatio } from '../measure.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { loadContenders } from './contenders.ts';
import { measure, type Pair } from './measure.ts';

const CASES: readonly (readonly [title: string, pairs: readonly Pair[]])[] = [
  ['pairs that change', Array.from({ length: 64 }, (_, n) => [`1.${n % 7}.${n}`, `1.${n % 5}.${n * 3}`])],
  ['the same pair again', Array.from({ length: 64 }, () => ['1.4.3', '1.5.6'])],
];

/** What one contender took in one case. */
interface VerdictRow {
  readonly pairs: string;
  readonly contender: string;
  /** Nanoseconds for one call. */
  readonly nanoseconds: number;
  /** In ratio to `verdict`, round by round. */
  readonly ratio: number;
}

/** What was measured of `verdict`. */
interface VerdictResult {
  readonly rounds: number;
  readonly rows: readonly VerdictRow[];
}

/** How fast two versions are compared. */
export const verdictSuite: Suite<VerdictResult> = { title: 'Deciding', run, render, charts };

async function run({ isQuick }: RunOptions): Promise<VerdictResult> {
  const contenders = await loadContenders();
  const rounds = isQuick ? 5 : 41;
  const rows = CASES.flatMap(([pairs, list]) => {
    const times = measure(contenders, list, rounds);
    const ours = times.get(contenders[0]?.title ?? '') ?? [];
    return [...times].map(([contender, theirs]) => ({
      pairs,
      contender,
      nanoseconds: median(theirs),
      ratio: medianRatio(theirs, ours),
    }));
  });
  return { rounds, rows };
}

function render({ rounds, rows }: VerdictResult): string {
  const table = formatTable(
    ['pairs', 'contender', 'ns a call', 'in ratio to verdict'],
    rows.map(({ pairs, contender, nanoseconds, ratio }) => [
      pairs,
      contender,
      nanoseconds.toFixed(1),
      `× ${ratio.toFixed(2)}`,
    ]),
  );
  return `Medians of ${rounds} rounds; ratios are taken round by round. The second line says how much of a ratio is noise.\n\n${table}`;
}

function charts({ rows }: VerdictResult): readonly Chart[] {
  const shown = rows.filter(
    ({ pairs, contender }) => pairs === CASES[0]?.[0] && !contender.includes('control'),
  );
  const bars = shown.map(({ contender, nanoseconds }, index) => ({
    label: contender,
    value: nanoseconds,
    isOurs: index === 0,
  }));
  return [{ name: 'verdict', title: 'Two versions compared', measure: 'ns a call', scale: 'log', bars }];
}
