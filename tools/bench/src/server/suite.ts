import { estimateInterval, type Interval } from '../interval.ts';
import { median } from '../measure.ts';
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
  /** In ratio to the same server without a gate, start by start. */
  readonly ratio: Interval;
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
    : { starts: 25, bursts: 5, requestsPerBurst: 1600 };
  const rows: ServerRow[] = [];
  for (const framework of new Set(SUBJECTS.map((subject) => subject.framework))) {
    report(framework);
    const subjects = SUBJECTS.filter((subject) => subject.framework === framework);
    const times = await measure(subjects, amount);
    const [bare = []] = times.values();
    for (const [{ variant, title }, taken] of times) {
      const ratio = estimateInterval(taken.map((value, start) => value / (bare[start] ?? Number.NaN)));
      rows.push({ framework, variant, title, microseconds: median(taken), ratio });
    }
  }
  return { ...amount, rows };
}

function render({ starts, bursts, requestsPerBurst, rows }: ServerResult): string {
  const table = formatTable(
    ['server', '', 'CPU time a request', 'in ratio to none', '19 of 20 within'],
    rows.map(({ framework, title, microseconds, ratio: { median: ratio, low, high } }) => [
      framework,
      title,
      `${microseconds.toFixed(1)} µs`,
      `× ${ratio.toFixed(3)}`,
      `${low.toFixed(3)}–${high.toFixed(3)}`,
    ]),
  );
  return (
    'CPU time (user and system) of the server for one GET of a small JSON, with the version that the server has, over ' +
    `connections that stay open; medians of ${starts} starts, each the median of ${bursts} bursts of ` +
    `${requestsPerBurst} requests, in turn. The control says how much of a ratio is noise. What the check itself costs shows ` +
    `with \`vary: false\`; the header is one that caches need, and costs as much when the application sends it.\n\n${table}`
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
