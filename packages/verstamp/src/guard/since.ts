import { guardSince, type GuardReport, type GuardVerdict } from '@verstamp/release';
import type { Outcome } from '../command.ts';
import { exitOf, toneOf } from '../conclusion.ts';
import { formatColumns } from '../terminal/columns.ts';
import { annotate } from './annotate.ts';
import type { GuardInvocation } from './invocation.ts';
import { describeGuard, formatDetails, MEANINGS, showVerdict } from './report.ts';

/** In a pull request: by git and the changesets, so that nothing has to be built. */
export async function checkSince(
  since: string,
  { values, surroundings, paint, say }: GuardInvocation,
): Promise<Outcome> {
  const { cwd, env } = surroundings;
  const report = await guardSince({ cwd, env, since, believeNew: values.new, onProgress: say });
  await annotate(report.packages, { cwd, env, say });
  const { conclusion, packages } = report;
  const rows = packages.map(({ name, version, verdict, effect }) => [
    showVerdict({ verdict, effect }, paint),
    `${name}@${version}`,
    SINCE_MEANINGS[verdict] ?? MEANINGS[verdict],
  ]);
  const details = packages.flatMap((judgement) => formatDetails(judgement, paint));
  const end = paint(toneOf(conclusion), SINCE_CONCLUSIONS[conclusion]);
  const text = [...formatColumns(rows), ...details, ...(rows.length ? [''] : []), end].join('\n');
  return { exit: exitOf(conclusion), document: describeGuard(report), text };
}

const SINCE_MEANINGS: Partial<Record<GuardVerdict, string>> = {
  new: 'its version is not released',
  pending: 'changed, and a changeset covers it',
  unreleased: 'changed, and no changeset covers it',
};

const SINCE_CONCLUSIONS: Readonly<Record<GuardReport['conclusion'], string>> = {
  allow: 'No released package is changed without a changeset.',
  refuse: 'Refused: what is released changes with a new version only.',
  unknown: 'Could not find out whether what is changed is released.',
};
