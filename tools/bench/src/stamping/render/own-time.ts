import { formatTable } from '../../table.ts';
import type { OwnRow, StampingResult } from '../result.ts';
import { formatShape } from './cells.ts';

/** Writes how long plugins are busy themselves. */
export function renderOwn({ own, timed }: StampingResult): string {
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
