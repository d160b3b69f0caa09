import { quote } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import { inspectFiles, type Flaw, type Inspection, type Sighting } from '@verstamp/release';
import type { Command, Invocation, Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import { formatTable } from '../rows.ts';
import { loadTarget } from '../target.ts';

const USAGE = 'verstamp read TARGET…';

/** `verstamp read`: the stamps in a file, folder, tarball, zip or page, and whether they hold. */
export const command: Command = {
  usage: USAGE,
  details:
    'Prints the stamps in files, folders, tarballs, zips and pages (URLs), checks that they agree and that the\n' +
    'files match .verstamp/. Exits 1 where they do not, or where there is no stamp.',
  options: {},
  run: read,
};

interface Reading extends Inspection {
  readonly target: string;
  readonly holds: boolean;
}

async function read({ positionals, surroundings, paint }: Invocation): Promise<Outcome> {
  if (positionals.length === 0) throw cliUsage({ reason: 'Nothing was named to read.', usage: USAGE });
  const targets: Reading[] = [];
  for (const target of positionals) {
    const inspection = inspectFiles(await loadTarget(target, surroundings.cwd));
    const holds = inspection.sightings.length > 0 && inspection.flaws.length === 0;
    targets.push({ target, holds, ...inspection });
  }
  return {
    exit: targets.every(({ holds }) => holds) ? EXIT.holds : EXIT.refused,
    document: { targets },
    text: targets.map((reading) => format(reading, paint)).join('\n'),
  };
}

function format({ target, sightings, flaws, compared }: Reading, paint: Invocation['paint']): string {
  const label = show(target);
  if (sightings.length === 0) return `${label}: ${paint('bad', 'no stamp')}`;
  const stamps = Map.groupBy(sightings, ({ stamp }) => `${stamp.name}@${stamp.version}`);
  const builds = [...stamps].flatMap(([title, group]) =>
    formatBuild(`${label}: ${paint('strong', title)}`, group),
  );
  const files = compared ? [`  ${compared} files were compared with .verstamp/files.json`] : [];
  return [...builds, ...files, ...flaws.map((flaw) => `  ${paint('bad', explain(flaw))}`)].join('\n');
}

function formatBuild(title: string, group: readonly Sighting[]): readonly string[] {
  return [title, ...formatTable(describe(group)).map((line) => `  ${line}`)];
}

/** As `go version -m` does it: a name, then its value. */
function describe(group: readonly Sighting[]): readonly (readonly string[])[] {
  const [first] = group;
  const { time, commit, dirty, source } = Object.assign(
    {},
    ...group.map(({ stamp }) => stamp),
  ) as Sighting['stamp'];
  const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
  const rows = [
    ['time', time],
    ['commit', commit && commit + (dirty ? ' (with changes)' : '')],
    ['source', source],
    ['in', show(first?.file ?? '') + more],
  ] as const;
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

function explain(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'disagrees':
      return `${show(flaw.file)} bears another stamp than ${show(flaw.with)}`;
    case 'altered':
      return `${show(flaw.file)} is not the file that was built`;
    case 'missing':
      return `${show(flaw.file)} was built and is not there`;
    case 'unreadable':
      return `${show(flaw.file)} cannot be read`;
  }
}

function show(path: string): string {
  return quote(path, 200).slice(1, -1);
}
