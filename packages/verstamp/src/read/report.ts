import type { Flaw, Sighting } from '@verstamp/release';
import type { Invocation } from '../command.ts';
import { formatColumns } from '../terminal/columns.ts';
import { count } from '../terminal/count.ts';
import { escapeForeign } from '../terminal/escape.ts';
import { describeProblem, formatProblem } from '../terminal/problem.ts';
import type { Answer, Failure, Reading } from './answer.ts';

/** Describes an answer for machines. */
export function describeAnswer(answer: Answer): object {
  const { kind, target } = answer;
  if (kind === 'reading') return { target, holds: answer.holds, ...answer.inspection };
  return { target, error: describeProblem(answer.error) };
}

/** Formats an answer for people. */
export function formatAnswer(answer: Answer, paint: Invocation['paint']): string {
  return answer.kind === 'reading' ? formatReading(answer, paint) : formatFailure(answer, paint);
}

function formatFailure({ target, error }: Failure, paint: Invocation['paint']): string {
  return `${escapeForeign(target)}: ${formatProblem(error, paint).join('\n')}`;
}

function formatReading({ target, inspection }: Reading, paint: Invocation['paint']): string {
  const { sightings, flaws, compared } = inspection;
  const label = escapeForeign(target);
  if (sightings.length === 0) return `${label}: ${paint('bad', 'no stamp')}`;
  const stamps = Map.groupBy(sightings, ({ stamp }) => `${stamp.name}@${stamp.version}`);
  const builds = [...stamps].flatMap(([title, group]) =>
    formatBuild(`${label}: ${paint('strong', escapeForeign(title))}`, group),
  );
  const files = compared
    ? [`  ${count(compared, 'file')} ${compared === 1 ? 'was' : 'were'} compared with .verstamp/files.json`]
    : [];
  return [...builds, ...files, ...flaws.map((flaw) => `  ${paint('bad', explain(flaw))}`)].join('\n');
}

function formatBuild(title: string, group: readonly Sighting[]): readonly string[] {
  return [title, ...formatColumns(listFields(group)).map((line) => `  ${line}`)];
}

/** As `go version -m` does it: a name, then its value. */
function listFields(group: readonly Sighting[]): readonly (readonly string[])[] {
  const [first] = group;
  // One by one: a page may hold more stamps than a call can take arguments.
  const { time, commit, dirty, source } = group.reduce<Partial<Sighting['stamp']>>(
    (known, { stamp }) => Object.assign(known, stamp),
    {},
  );
  const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
  const rows = [
    ['time', time],
    ['commit', commit && commit + (dirty ? ' (with changes)' : '')],
    ['source', source],
    ['in', escapeForeign(first?.file ?? '') + more],
  ] as const;
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

function explain(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'disagrees':
      return `${escapeForeign(flaw.file)} bears another stamp than ${escapeForeign(flaw.with)}`;
    case 'altered':
      return `${escapeForeign(flaw.file)} is not the file that was built`;
    case 'missing':
      return `${escapeForeign(flaw.file)} was built and is not there`;
    case 'unreadable':
      return `${escapeForeign(flaw.file)} cannot be read`;
  }
}
