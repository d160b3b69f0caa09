import { formatTable, type Row } from '../table.ts';
import type { AppShape } from './app.ts';
import type { Interval } from '../interval.ts';
import { countLiterals } from './maps.ts';
import type { OwnRow, RenamingRow, StampingResult } from './result.ts';

/** Writes what was measured as Markdown. */
export function renderStamping(result: StampingResult): string {
  return [
    renderVersions(result),
    renderOurs(result),
    renderRenaming(result),
    renderOwn(result),
    renderOverhead(result),
    renderTracing(result),
    renderReading(result),
    renderSize(result),
  ].join('\n\n');
}

function renderVersions({ versions, load }: StampingResult): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const busy = `While it was measured, ${load.toFixed(1)} processes wanted to run on average`;
  return `With ${list.join(', ')}. ${busy}: times and their ratios are as good as the machine was quiet.`;
}

/** What the whole is about, in as few cells as possible. */
function renderOurs({ renaming }: StampingResult): string {
  const ours = renaming.filter(({ contender }) => contender === 'verstamp');
  const apps = [...new Set(ours.map(({ app }) => formatShape(app)))];
  const rows = [...Map.groupBy(ours, ({ bundler }) => bundler)].map(([bundler, group]): Row => {
    const cells = new Map(group.map((row) => [formatShape(row.app), formatNames(row)]));
    const row: string[] = [bundler];
    return row.concat(apps.map((app) => cells.get(app) ?? '–'));
  });
  return `### What a new stamp of verstamp renames

Hashed files that were renamed, and those of the same name with other bytes, of all; by app: modules / lazy chunks / pages.

${formatTable(['bundler', ...apps], rows)}`;
}

function formatNames({ renamed, rewritten, hashed }: RenamingRow): string {
  return `${renamed} + ${rewritten} of ${hashed}`;
}

function renderRenaming({ renaming }: StampingResult): string {
  const head: Row = [
    'app',
    'bundler',
    'contender',
    'hashed files renamed',
    'with other bytes',
    'bytes changed',
  ];
  const more: Row = ['requests', 'bytes beyond a plain page', 'CSP complaints', 'page, worker'];
  const rows = renaming.map((row) => [
    formatShape(row.app),
    row.bundler,
    row.contender,
    `${row.renamed} of ${row.hashed}`,
    row.rewritten,
    percent(row.changedBytes, row.bytes),
    row.visit.requests,
    row.contender === 'plain' ? '–' : row.visit.bytes - plainPage(row, renaming),
    row.visit.violations,
    describeVersions(row),
  ]);
  return `### A new stamp, nothing else new

Each app is built twice, revision 999 and 1000. A visitor in Chromium has loaded the first build, with 20 of its lazy chunks
and, where the bundler knows them, a worker, and comes back after the second: hashed files are immutable, all others are asked for again. The limit is one
request, for the page itself.

${formatTable([...head, ...more], rows)}`;
}

function plainPage({ app, bundler }: RenamingRow, rows: readonly RenamingRow[]): number {
  const plain = rows.find(
    (row) =>
      row.contender === 'plain' && row.bundler === bundler && formatShape(row.app) === formatShape(app),
  );
  return plain?.pageBytes ?? Number.NaN;
}

/** Which of the two builds the page and its worker take themselves for. */
function describeVersions({ visit, contender }: RenamingRow): string {
  if (contender === 'plain') return '–';
  const { version, worker } = visit.seen;
  const page = String(version).includes('1.4.3.999') ? 'old' : version === undefined ? 'none' : 'new';
  if (worker === undefined) return page;
  return worker === String(version) ? `${page}, same` : `${page}, other`;
}

function renderOwn({ own, timed }: StampingResult): string {
  const rows = own.map((row) => [
    row.bundler,
    row.contender,
    row.cpuMs.toFixed(1),
    row.ms.toFixed(1),
    row.leastMs.toFixed(1),
    row.calls,
    row.importMs.toFixed(0),
    `${row.hashMs.toFixed(1)} / ${row.plainMs.toFixed(1)}`,
    describeHooks(row),
  ]);
  return `### The plugin's own time

${formatShape(timed)}; medians of builds, each in a process and a folder of its own. A plugin's own time is that during which a hook of it, or of a plugin
that it adds, is under way: from each call until what it gave has settled, counted once where calls overlap. Reading the plugin's code is not in it, and stands beside.
By the clock of the main thread, which Linux moves on in ticks, and by that on the wall, of which the least was disturbed the least. The limit for who records digests: the same bytes
hashed with sha256 from memory, and with each file opened, read and closed, in a bare loop.

${formatTable(['bundler', 'contender', 'CPU ms', 'ms', 'least ms', 'calls', 'ms to import', 'sha256 / with reading, ms', 'most time in'], rows)}`;
}

function describeHooks({ hooks }: OwnRow): string {
  return Object.entries(hooks)
    .toSorted(([, a], [, b]) => b.ms - a.ms)
    .slice(0, 2)
    .map(([name, { ms, calls }]) => `${name} ${ms.toFixed(1)}${calls > 1 ? ` (${calls} calls)` : ''}`)
    .join(', ');
}

function renderOverhead({ overhead, timed }: StampingResult): string {
  const rows = overhead.map(({ bundler, rounds, plainMs, control, ratio, mainControl, main }): Row => {
    const estimates = [control, ratio, mainControl, main].map(formatEstimate);
    return [bundler, rounds, plainMs.toFixed(0), ...estimates];
  });
  return `### The whole build

${formatShape(timed)}; user and system time of the process and those it starts, medians of interleaved rounds; in brackets, where the true
median lies in 19 of 20 such runs. The control is plain against plain: it has to hold 1. Plugins run on one thread, on which V8 does all of its work here (\`--single-threaded\`), and the others
differ from build to build by more than any plugin takes: the last two columns take theirs as that of the build without a plugin, and say what is added on that one.

${formatTable(['bundler', 'rounds', 'plain, CPU ms', 'control', 'verstamp against plain', 'control, one thread', 'verstamp, one thread'], rows)}`;
}

function formatEstimate({ median, low, high }: Interval): string {
  return `${median.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

function renderTracing({ tracing, traced }: StampingResult): string {
  const rows = tracing.map(({ bundler, contender, output, found, right }) => [
    bundler,
    contender,
    output,
    `${right} of ${found}`,
    percent(right, found),
  ]);
  return `### Source maps

${countLiterals(traced.modules)} strings of the app, found in the built files and traced back to the line on which they were written: of a site (the page carries
the stamp), a server in hashed chunks (a module of its own does), and a server in files of fixed names (inline).

${formatTable(['bundler', 'contender', 'output', 'right', 'share'], rows)}`;
}

function renderReading({ reading }: StampingResult): string {
  const { files, bytes, startMs, readMs, hashMs, plainMs } = reading;
  const share = (limitMs: number): string => (limitMs / readMs).toFixed(2);
  const rows: Row[] = [
    ['`verstamp read`, beyond its start', readMs.toFixed(1), '1.00'],
    [
      'each file opened, read into one buffer, hashed and closed, in a bare loop',
      plainMs.toFixed(1),
      share(plainMs),
    ],
    ['the same bytes hashed from memory', hashMs.toFixed(1), share(hashMs)],
  ];
  return `### \`verstamp read\`

${files} files, ${(bytes / 1e6).toFixed(1)} MB; medians of rounds, each in processes of its own. The command takes ${startMs.toFixed(0)} ms to start. The bare loop is the
limit: nothing that compares digests can be faster.

${formatTable(['', 'ms', 'of its speed is reached'], rows)}`;
}

function renderSize({ size }: StampingResult): string {
  const { packedBytes, installedBytes, foreignDependencies } = size;
  return `### Size of \`@verstamp/build\`

${kilobytes(packedBytes)} packed, ${kilobytes(installedBytes)} installed, ${foreignDependencies.length} dependencies from outside this repository.`;
}

function formatShape({ modules, lazy, pages }: AppShape): string {
  return `${modules} / ${lazy} / ${pages}`;
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(2)} %`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
