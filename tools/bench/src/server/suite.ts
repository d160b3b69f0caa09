import { estimateInterval, type Interval } from '../interval.ts';
import { median } from '../measure.ts';
import type { Chart } from '../chart.ts';
import type { RunOptions, Suite } from '../suite.ts';
import { formatTable } from '../table.ts';
import { measure, measureShare, type Amount } from './measure.ts';
import { SUBJECTS, type Framework, type Variant } from './subjects.ts';

/** What one server took. */
interface ServerRow {
  readonly framework: Framework;
  readonly variant: Variant;
  readonly title: string;
  /** Microseconds of CPU time for one request. */
  readonly microseconds: number;
  /** In ratio to the same server without a gate, start by start. */
  readonly ratio: Interval;
  /** The share of its CPU time that is spent in the gate's own code. */
  readonly share: number;
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
    : { starts: 31, bursts: 15, requestsPerBurst: 400 };
  const sampled = isQuick ? 4_800 : 240_000;
  const rows: ServerRow[] = [];
  for (const framework of new Set(SUBJECTS.map((subject) => subject.framework))) {
    report(framework);
    const subjects = SUBJECTS.filter((subject) => subject.framework === framework);
    const times = await measure(subjects, amount);
    const [bare = []] = times.values();
    for (const [subject, taken] of times) {
      const { variant, title } = subject;
      const ratio = estimateInterval(taken.map((value, start) => value / (bare[start] ?? Number.NaN)));
      const share = await measureShare(subject, sampled);
      rows.push({ framework, variant, title, microseconds: median(taken), ratio, share });
    }
  }
  return { ...amount, rows };
}

function render({ starts, bursts, requestsPerBurst, rows }: ServerResult): string {
  const table = formatTable(
    ['server', '', 'CPU time a request', 'in ratio to none', '19 of 20 within', "in the gate's own code"],
    rows.map(({ framework, title, microseconds, ratio: { median: ratio, low, high }, share }) => [
      framework,
      title,
      `${microseconds.toFixed(1)} µs`,
      `× ${ratio.toFixed(3)}`,
      `${low.toFixed(3)}–${high.toFixed(3)}`,
      `${(share * 100).toFixed(2)} %`,
    ]),
  );
  return (
    'CPU time (user and system) of the server for one GET of a small JSON, with the version that the server has, over ' +
    `connections that stay open. Medians of ${starts} starts, each the median of ${bursts} bursts of ` +
    `${requestsPerBurst} requests, in an order of chance; one server is given each listener in turn, since two of one program differ ` +
    'by more than what is looked for, and the control says how much of a ratio is noise. The last column is the share of ' +
    "V8's samples of a run of its own that lie in the gate and in what it calls of V8 and Node. With `vary: false` the gate only " +
    `checks; the header is one that caches need, and the third line says what it costs when the application sends it.\n\n${table}`
  );
}

function charts({ rows }: ServerResult): readonly Chart[] {
  const bars = rows.map(({ framework, variant, title, ratio }) => ({
    label: `${framework}, ${title}`,
    value: ratio.median,
    isOurs: variant.startsWith('gate') || variant.startsWith('listener'),
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
