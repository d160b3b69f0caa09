import { formatTable } from '../../table.ts';
import { countLiterals } from '../outputs/maps.ts';
import type { StampingResult } from '../result.ts';
import { percent } from './cells.ts';

/** Writes how many strings were traced back through source maps. */
export function renderTracing({ tracing, traced }: StampingResult): string {
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
