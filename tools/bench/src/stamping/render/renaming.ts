import { formatTable, type Row } from '../../table.ts';
import type { RenamingRow, StampingResult } from '../result.ts';
import { formatShape, percent } from './cells.ts';

/** Writes what a new stamp costs visitors, of every contender. */
export function renderRenaming({ renaming }: StampingResult): string {
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
