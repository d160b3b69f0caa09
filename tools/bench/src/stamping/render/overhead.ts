import type { Interval } from '../../interval.ts';
import { formatTable, type Row } from '../../table.ts';
import type { StampingResult } from '../result.ts';
import { formatShape } from './cells.ts';

/** Writes what the whole build costs with and without the plugin. */
export function renderOverhead({ overhead, timed }: StampingResult): string {
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
