import type { ReleaseReport } from '@verstamp/release';
import type { Invocation } from '../command.ts';
import { toneOf } from '../conclusion.ts';
import { describeGuard, formatGuard, formatVerdicts } from '../guard/report.ts';
import { isWarning } from '../terminal/annotations.ts';
import { formatColumns } from '../terminal/columns.ts';
import { escapeForeign } from '../terminal/escape.ts';
import { describeProblem, formatProblem } from '../terminal/problem.ts';

const CONCLUSIONS: Readonly<Record<ReleaseReport['conclusion'], string>> = {
  allow: 'Everything that is planned is out.',
  refuse: 'Refused: see above. What was out before stays out.',
  unknown: 'Not finished: run again when the cause is gone. What is out stays out.',
};

/** Describes a report for machines. */
export function describeRelease(report: ReleaseReport): object {
  return { ...report, guard: describeGuard(report.guard), problems: report.problems.map(describeProblem) };
}

/** Formats a report for people. */
export function formatRelease(report: ReleaseReport, paint: Invocation['paint']): string {
  const { conclusion, guard, released, problems, tags } = report;
  const rows = released.map(({ name, version, integrity }) => [
    paint('good', integrity === undefined ? 'recorded' : 'published'),
    escapeForeign(`${name}@${version}`),
  ]);
  return [
    ...(guard.conclusion === 'allow' ? formatWarnings(guard, paint) : [formatGuard(guard, paint), '']),
    ...formatColumns(rows),
    ...problems.flatMap((problem) => formatProblem(problem, paint)),
    // The Changesets action reads these lines; nothing else stands in them.
    ...tags.map(({ tag }) => `New tag: ${tag}`),
    paint(toneOf(conclusion), CONCLUSIONS[conclusion]),
  ].join('\n');
}

function formatWarnings(
  { packages }: Pick<ReleaseReport['guard'], 'packages'>,
  paint: Invocation['paint'],
): readonly string[] {
  const warnings = packages.filter(isWarning);
  // Without the names of files: one could read as a tag, and there may be thousands.
  return warnings.length > 0
    ? [...formatVerdicts(warnings, paint), paint('quiet', 'What differs is told by "verstamp guard".'), '']
    : [];
}
