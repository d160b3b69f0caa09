import { formatTable, type Row } from '../../table.ts';
import type { RenamingRow, StampingResult } from '../result.ts';
import { formatShape } from './cells.ts';

/** Writes what a new stamp renames, in as few cells as possible. */
export function renderOurs({ renaming }: StampingResult): string {
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
