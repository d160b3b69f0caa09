import type { Invocation } from '../command.ts';
import type { Change } from '../edit/change.ts';
import { formatChange, type DiffLine } from '../edit/diff.ts';
import { count } from '../terminal/count.ts';
import { escapeLine } from '../terminal/escape.ts';
import type { Plan } from './plan.ts';

/** Describes a plan, and whether it was carried out, for machines. */
export function describeInit({ detected, changes, notes, install }: Plan, isMade: boolean): object {
  return { detected, changes: changes.map(describe), notes, install, changed: isMade };
}

function describe({ file, before, after }: Change): object {
  return { file, isNew: before === undefined, after };
}

/** Formats what a plan changes, for people. */
export function formatPlan({ detected, changes, notes }: Plan, paint: Invocation['paint']): string {
  const { manager, bundlers, changesets, runner } = detected;
  const found = [
    ...(bundlers.length ? bundlers : ['no bundler']),
    manager,
    ...(changesets ? ['Changesets'] : []),
    runner,
  ];
  return [
    `Found: ${found.filter(Boolean).join(', ')}.`,
    ...changes.flatMap((change) => [
      '',
      ...formatChange(change).map((line, index) => formatLine(line, index, paint)),
    ]),
    ...(notes.length ? ['', 'To do by hand:'] : []),
    ...notes.map(({ place, text }) => `  ${escapeLine(place)}: ${text}`),
    '',
  ].join('\n');
}

function formatLine({ kind, text }: DiffLine, index: number, paint: Invocation['paint']): string {
  if (index === 0) return paint('strong', escapeLine(text));
  const line = escapeLine(text);
  if (kind === 'equal') return paint('quiet', `    ${line}`);
  return kind === 'added' ? paint('good', `  + ${line}`) : paint('bad', `  - ${line}`);
}

/** Says what came of a plan. */
export function concludeInit(
  { changes, install }: Plan,
  isMade: boolean,
  paint: Invocation['paint'],
): string {
  if (changes.length === 0) return paint('good', 'There is nothing to change.');
  if (!isMade) return 'Nothing was changed. Run it with --yes to change this.';
  return paint(
    'good',
    `Changed ${count(changes.length, 'file')}.${install === undefined ? '' : ` Now run: ${install}`}`,
  );
}
