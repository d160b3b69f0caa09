import { loadContenders } from './contenders.ts';
import { measure, median, type Pair } from './measure.ts';

const changing = Array.from({ length: 64 }, (_, n): Pair => [`1.${n % 7}.${n}`, `1.${n % 5}.${n * 3}`]);
const repeated = Array.from({ length: 64 }, (): Pair => ['1.4.3', '1.5.6']);

const contenders = await loadContenders();
for (const [title, pairs] of [
  ['pairs that change', changing],
  ['the same pair again', repeated],
] as const) {
  const times = measure(contenders, pairs);
  const ours = times.get(contenders[0]?.title ?? '') ?? [];
  console.log(`\n${title}: median of ${ours.length} rounds; ratios are taken round by round`);
  for (const [contender, theirs] of times) {
    const ratio = median(theirs.map((took, round) => took / (ours[round] ?? Number.NaN)));
    console.log(
      `  ${contender.padEnd(24)} ${median(theirs).toFixed(1).padStart(8)} ns   × ${ratio.toFixed(2)}`,
    );
  }
}
