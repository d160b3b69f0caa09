import { median, medianRatio } from '../measure.ts';
import type { Chart } from '../chart.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { measure, type Amount } from './measure.ts';
import { SUBJECTS, type Framework, type Variant } from './subjects.ts';

/** What one server took. */
interface ServerRow {
  readonly framework: Framework;
  readonly variant: Variant;
  readonly title: string;
  /** Microseconds of CPU time for one request. */
  readonly microseconds: number;
  /** In ratio to the same server without a gate, burst by burst. */
  readonly ratio: number;
}

/** What was measured of servers. */
interface ServerResult extends Amount {
  readonly rows: readonly ServerRow[];
}

/** What the gate costs a server. */
export const serverSuite: Suite<ServerResult> = { title: 'Serving', run, render, charts };

async function run({ isQuick, report }: RunOptions): Promise<ServerResult> {
  const amount = isQuick
    ? { starts: 1, bursts: 3, requestsPerBurst: 480 }
    : { starts: 11, bursts: 5, requestsPerBurst: 3200 };
  const rows: ServerRow[] = [];
  for (const framework of new Set(SUBJECTS.map((subject) => subject.framework))) {
    report(framework);
    const subjects = SUBJECTS.filter((subject) => subject.framework === framework);
    const times = await measure(subjects, amount);
    const [bare = []] = times.values();
    for (const [{ variant, title }, taken] of times)
      rows.push({ framework, variant, title, microseconds: median(taken), ratio: medianRatio(taken, bare) });
  }
  return { ...amount, rows };
}

function render({ starts, bursts, requestsPerBurst, rows }: ServerResult): string {
  const table = formatTable(
    ['server', '', 'CPU time a request', 'in ratio to none', 'to one that sends Vary'],
    rows.map((row) => [
      row.framework,
      row.title,
      `${row.microseconds.toFixed(1)} µs`,
      `× ${row.ratio.toFixed(3)}`,
      row.variant === 'gate' || row.variant === 'listener'
        ? `× ${(row.ratio / ratioOfVary(rows, row)).toFixed(3)}`
        : '',
    ]),
  );
  return (
    'CPU time (user and system) of the server for one GET of a small JSON, with the version that the server has, over ' +
    `connections that stay open; medians of ${starts * bursts} bursts of ${requestsPerBurst} requests, in turn, over ` +
    `${starts} starts. The control says how much of a ratio is noise.\n\n${table}`
  );
}

/** Gives what the header alone costs in a framework, which an application must send anyway for its caches. */
function ratioOfVary(rows: readonly ServerRow[], { framework }: ServerRow): number {
  const row = rows.find((other) => other.framework === framework && other.variant === 'vary');
  return row?.ratio ?? Number.NaN;
}

function charts({ rows }: ServerResult): readonly Chart[] {
  const bars = rows.map(({ framework, variant, title, ratio }) => ({
    label: `${framework}, ${title}`,
    value: ratio,
    isOurs: variant === 'gate' || variant === 'listener',
  }));
  return [
    {
      name: 'server',
      title: 'What the gate costs a server',
      measure: 'CPU time of a request, in ratio to no gate',
      scale: 'linear',
      bars,
    },
  ];
}
