import { VerstampError } from '@verstamp/core';
import { inspectFiles, type Flaw, type Inspection, type Sighting } from '@verstamp/release';
import type { Command, Invocation, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { EXIT, exitOfError, worstOf, type OwnExitCode } from '../exit.ts';
import { hideCredentials } from '../targets/site-fetch.ts';
import { loadTarget } from '../targets/target.ts';
import { formatColumns } from '../terminal/columns.ts';
import { count } from '../terminal/count.ts';
import { escapeForeign } from '../terminal/escape.ts';
import { describeProblem, formatProblem } from '../terminal/problem.ts';

/** `verstamp read`: the stamps in a file, folder, tarball, zip or page, and whether they hold. */
export const command: Command = defineCommand({
  usage: 'verstamp read TARGET…',
  details:
    'Prints the stamps in files, folders, tarballs, zips and pages (URLs), checks that they agree and that the\n' +
    'files match .verstamp/. A tarball is any tar archive, gzipped or not. A page is read with its version document. Exits 1\n' +
    'where they do not, or where there is no stamp; 2 where there is nothing of that name, 3 where it cannot be read.',
  options: {},
  run: read,
});

/** A target that could be read. */
interface Reading {
  readonly kind: 'reading';
  readonly target: string;
  readonly inspection: Inspection;
  readonly holds: boolean;
}

/** A target of which nothing could be found out. */
interface Failure {
  readonly kind: 'failure';
  readonly target: string;
  readonly error: VerstampError;
}

type Answer = Reading | Failure;

async function read({ positionals, surroundings, misuse, paint }: Invocation): Promise<Outcome> {
  if (positionals.length === 0) throw misuse('Nothing was named to read.');
  const answers: Answer[] = [];
  for (const target of positionals) {
    // A target that cannot be read hides nothing of the others; a single one is all there is to say.
    const load = positionals.length === 1 ? readTarget : tryTarget;
    const answer = await load(target, surroundings.cwd);
    answers.push({ ...answer, target: hideCredentials(target) });
  }
  return {
    exit: worstOf(answers.map((answer) => exitOfAnswer(answer))),
    document: { targets: answers.map((answer) => describe(answer)) },
    text: answers.map((answer) => format(answer, paint)).join('\n'),
  };
}

async function tryTarget(target: string, cwd: string): Promise<Answer> {
  return readTarget(target, cwd).catch((error: unknown) => {
    if (error instanceof VerstampError) return { kind: 'failure', target, error };
    throw error;
  });
}

async function readTarget(target: string, cwd: string): Promise<Reading> {
  const inspection = inspectFiles(await loadTarget(target, cwd));
  const holds = inspection.sightings.length > 0 && inspection.flaws.length === 0;
  return { kind: 'reading', target, inspection, holds };
}

function exitOfAnswer(answer: Answer): OwnExitCode {
  if (answer.kind === 'failure') return exitOfError(answer.error);
  return answer.holds ? EXIT.holds : EXIT.refused;
}

function describe(answer: Answer): object {
  const { kind, target } = answer;
  if (kind === 'reading') return { target, holds: answer.holds, ...answer.inspection };
  return { target, error: describeProblem(answer.error) };
}

function format(answer: Answer, paint: Invocation['paint']): string {
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
