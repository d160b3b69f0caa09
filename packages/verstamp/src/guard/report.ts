import type { GuardProblem, GuardReport, GuardVerdict, Judgement } from '@verstamp/release';
import type { Invocation } from '../command.ts';
import { toneOf } from '../conclusion.ts';
import { isWarning } from '../terminal/annotations.ts';
import { formatColumns } from '../terminal/columns.ts';
import { escapeForeign } from '../terminal/escape.ts';
import { describeProblem, formatProblem } from '../terminal/problem.ts';

/** What a verdict says to people. */
export const MEANINGS: Readonly<Record<GuardVerdict, string>> = {
  new: 'goes out',
  identical: 'same content as published',
  altered: 'published with other content',
  pending: 'differs, and a changeset covers it',
  unreleased: 'differs, and no changeset covers it',
  drifted: 'differs through tools or siblings only: goes out with its next release',
  burnt: 'published once and removed',
  'broken-package': 'could not work once installed',
  'stale-build': 'no build of this version',
  'lower-than-latest': 'below what "latest" names',
  'tag-backwards': 'below what its dist-tag names',
  'prerelease-untagged': 'a prerelease would become "latest"',
  'dirty-tree': 'changes that are in no commit',
  'wrong-registry': 'tools do not agree on its registry',
  unpublishable: 'npm would not send it as it is set up',
  unreachable: 'could not be found out',
};

/** Verdicts under which something that is published would change. */
const CHANGES: ReadonlySet<GuardVerdict> = new Set(['altered', 'burnt', 'unreleased']);

const CONCLUSIONS: Readonly<Record<GuardReport['conclusion'], string>> = {
  allow: 'Nothing published would change.',
  refuse: 'Refused, for the reasons above: nothing may go out.',
  unknown: 'Could not find out what is published: nothing may go out.',
};

function explain({ conclusion, packages }: Pick<GuardReport, 'conclusion' | 'packages'>): string {
  const changes = packages.some(({ effect, verdict }) => effect === 'refuse' && CHANGES.has(verdict));
  return changes ? 'Refused: a released version never changes.' : CONCLUSIONS[conclusion];
}

/** Describes a report for machines. */
export function describeGuard(report: GuardReport): object {
  return { ...report, packages: report.packages.map(describeJudgement) };
}

/** Whoever compares documents finds every field at its place. */
function describeJudgement({ problem, heldBy, verdict, effect, ...rest }: Judgement): object {
  return { ...rest, heldBy, verdict, effect, ...(problem ? { problem: describe(problem) } : {}) };
}

function describe(problem: GuardProblem): object {
  return { ...describeProblem(problem), ...describeChange(problem) };
}

function describeChange(problem: GuardProblem): object {
  switch (problem.code) {
    case 'VERSION_ALTERED':
    case 'VERSION_UNRELEASED': {
      const { publishedCommit, localCommit, files } = problem.details;
      return { publishedCommit, localCommit, files };
    }
    case 'TREE_DIRTY':
    case 'CHANGESET_MISSING':
      return { changed: problem.details.changed };
    default:
      return {};
  }
}

/** Formats a report for people. */
export function formatGuard(
  { conclusion, packages, limits }: GuardReport,
  paint: Invocation['paint'],
): string {
  const empty = packages.length ? [] : ['There is no package to publish here.'];
  return [
    ...formatVerdicts(packages, paint),
    ...empty,
    ...packages.flatMap((judgement) => formatDetails(judgement, paint)),
    '',
    paint(toneOf(conclusion), explain({ conclusion, packages })),
    ...limits.map((limit) => paint('quiet', limit)),
  ].join('\n');
}

/** Shows a verdict in the tone of what follows from it. */
export function showVerdict(
  judgement: Pick<Judgement, 'verdict' | 'effect'>,
  paint: Invocation['paint'],
): string {
  return paint(isWarning(judgement) ? 'doubt' : toneOf(judgement.effect), judgement.verdict);
}

/** Formats what was decided of packages, a line each. */
export function formatVerdicts(
  packages: readonly Judgement[],
  paint: Invocation['paint'],
): readonly string[] {
  const rows = packages.map((judgement) => [
    showVerdict(judgement, paint),
    `${judgement.name}@${judgement.version}`,
    explainJudgement(judgement),
  ]);
  return formatColumns(rows);
}

function explainJudgement({ verdict, planned, heldBy }: Judgement): string {
  if (heldBy.length > 0) return `held back by ${heldBy.join(', ')}`;
  return verdict === 'new' && !planned ? 'not published, and not planned' : MEANINGS[verdict];
}

/** Formats what of a judgement people have to do something about. */
export function formatDetails({ problem }: Judgement, paint: Invocation['paint']): readonly string[] {
  if (!problem) return [];
  const isChange = problem.code === 'VERSION_ALTERED' || problem.code === 'VERSION_UNRELEASED';
  const lines = (isChange ? problem.details.files : []).flatMap(({ path, published, local }) => [
    `  ${escapeForeign(path)}`,
    `    published  ${published ?? 'not there'}`,
    `    here       ${local ?? 'not there'}`,
  ]);
  const [text, page] = formatProblem(problem, paint);
  return ['', text, ...lines, page];
}
