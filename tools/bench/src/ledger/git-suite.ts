import type { Chart } from '../chart.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { ask, type Answers, type Askers } from './git-askers.ts';
import { measureFull, type FullTimes, type Fullness } from './git-full.ts';

/** What was measured of a ledger on a git remote. */
interface GitLedgerResult {
  readonly rows: readonly (Askers & Answers)[];
  readonly full: Fullness & FullTimes;
}

/** How many numbers a git remote gives to processes that ask at once, and how long a full one takes. */
export const gitLedgerSuite: Suite<GitLedgerResult> = {
  title: 'Ledger on a git remote',
  run,
  render,
  charts,
};

async function run({ isQuick, report }: RunOptions): Promise<GitLedgerResult> {
  const processes = isQuick ? 8 : 64;
  const sizes: readonly Omit<Askers, 'processes'>[] = [
    { each: isQuick ? 10 : 157, areApart: false },
    { each: 1, areApart: false },
    { each: isQuick ? 4 : 16, areApart: true },
    { each: 1, areApart: true },
  ];
  const rows: (Askers & Answers)[] = [];
  for (const size of sizes) {
    const askers = { processes, ...size };
    report(`${processes} processes, ${size.each} numbers each${size.areApart ? ', apart' : ''}`);
    rows.push({ ...askers, ...(await ask(askers)) });
  }
  const fullness = isQuick
    ? { releases: 1000, names: 10, revisionsEach: 1000, rounds: 3 }
    : { releases: 100_000, names: 1000, revisionsEach: 1000, rounds: 11 };
  return { rows, full: { ...fullness, ...(await measureFull(fullness, report)) } };
}

function render({ rows, full }: GitLedgerResult): string {
  const askers = formatTable(
    [
      'processes',
      'know of each other',
      'numbers each',
      'numbers a second',
      'doubled',
      '99 of 100 within',
      'slowest',
    ],
    rows.map(({ processes, areApart, each, perSecond, doubled, p99, slowest }) => [
      processes,
      areApart ? 'no' : 'yes',
      each,
      perSecond,
      doubled,
      `${p99} ms`,
      `${slowest} ms`,
    ]),
  );
  const { releases, names, revisionsEach, rounds } = full;
  const times = formatTable(
    ['in a new clone', 'median'],
    [
      ["git's own push of one ref", `${full.barePushMs.toFixed(0)} ms`],
      ['one number', `${full.numberMs.toFixed(0)} ms`],
      ['a claim of 300 packages', `${full.claimMs.toFixed(0)} ms`],
      ['the record of 300 packages', `${full.recordMs.toFixed(0)} ms`],
    ],
  );
  return (
    'Each process has a clone of its own of a bare repository on this disk, and takes up to 16 numbers at once. All of them and ' +
    'the remote share the processors of one machine. Processes of one user on one machine know of each other; those that ' +
    `do not stand for machines of their own.\n\n${askers}\n\nA ledger that holds ${releases} releases and ` +
    `${names * revisionsEach} revisions of ${names} names, ${rounds} rounds:\n\n${times}`
  );
}

function charts({ rows }: GitLedgerResult): readonly Chart[] {
  const bars = rows.map(({ processes, areApart, each, perSecond }) => ({
    label: `${processes} × ${each}${areApart ? ', each on its own' : ''}`,
    value: perSecond,
    isOurs: true,
  }));
  return [
    {
      name: 'ledger-git',
      title: 'Ledger on a git remote',
      measure: 'numbers a second',
      scale: 'linear',
      bars,
    },
  ];
}
