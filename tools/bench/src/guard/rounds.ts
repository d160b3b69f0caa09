import { median, medianRatio } from '../measure.ts';
import type { RunOptions } from '../suite.ts';
import type { GuardRow, Subject } from './subject.ts';

/** How often is measured, and who hears of it. */
export interface Rounds extends Pick<RunOptions, 'report'> {
  readonly rounds: number;
}

/** Measures subjects, one after the other in each round. */
export async function measureRounds(
  subjects: readonly Subject[],
  { rounds, report }: Rounds,
): Promise<readonly GuardRow[]> {
  const taken = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    report(`round ${round + 1} of ${rounds}`);
    // Beside each other in every round, so that a busy minute slows all of them.
    for (const [index, { measure }] of subjects.entries()) taken[index]?.push(await measure());
  }
  return subjects.map((subject, index) => {
    const [ours = [], before = []] = [taken[index], taken[index - 1]];
    return summarize(subject, { ours, before });
  });
}

function summarize(
  { title, aim, isCompared }: Subject,
  { ours, before }: { readonly ours: readonly number[]; readonly before: readonly number[] },
): GuardRow {
  return {
    title,
    cpuSeconds: median(ours),
    ...(aim === undefined ? {} : { aim }),
    ...(isCompared ? { ratio: medianRatio(ours, before) } : {}),
  };
}
