import type { Command, Invocation, InvocationOf, OptionSpecs, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { makeChanges, type Change } from '../edit/change.ts';
import { formatChange, type DiffLine } from '../edit/diff.ts';
import { EXIT } from '../exit.ts';
import { gatherProject } from '../init/gather.ts';
import { planInit, type Plan } from '../init/plan.ts';
import { count } from '../terminal/count.ts';
import { escapeLine } from '../terminal/escape.ts';

const QUESTION = 'Change this? (y/N) ';

const options = {
  yes: { type: 'boolean', description: 'changes it without asking' },
} satisfies OptionSpecs;

/** `verstamp init`: sets a repository up. */
export const command: Command = defineCommand({
  usage: 'verstamp init [--yes]',
  details:
    'Looks at the repository (bundlers, package manager, Changesets, Nx, Turborepo, server framework), shows what it would\n' +
    'change, and changes it once that is confirmed: all of it or nothing. Where a file has no shape that is known, it says\n' +
    'what to add by hand. Run again, it changes nothing. Without --yes and without a terminal it only shows. Exits 1 where\n' +
    'something was to change and was not.',
  options,
  run: init,
});

async function init(invocation: InvocationOf<typeof options>): Promise<Outcome> {
  const { positionals, values, isJson, surroundings, misuse, paint } = invocation;
  if (positionals.length) throw misuse('Nothing is named to init.');
  const { root, ...project } = await gatherProject(surroundings.cwd);
  const plan = planInit(project);
  const shown = format(plan, paint);
  const { ask, stderr } = surroundings;
  // The question makes sense only to somebody who sees the changes.
  const isAsked = ask && plan.changes.length > 0 && !values.yes && !isJson;
  if (isAsked) stderr.write(`${shown}\n`);
  const isConfirmed = isAsked ? /^y(?:es)?$/i.test((await ask(QUESTION)).trim()) : values.yes;
  const isMade = plan.changes.length > 0 && isConfirmed;
  if (isMade) await makeChanges(root, plan.changes);
  return {
    exit: plan.changes.length === 0 || isMade ? EXIT.holds : EXIT.refused,
    document: {
      detected: plan.detected,
      changes: plan.changes.map(describe),
      notes: plan.notes,
      install: plan.install,
      changed: isMade,
    },
    text: [...(isAsked ? [] : [shown]), conclude(plan, isMade, paint)].join('\n'),
  };
}

function describe({ file, before, after }: Change): object {
  return { file, isNew: before === undefined, after };
}

function format({ detected, changes, notes }: Plan, paint: Invocation['paint']): string {
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

function conclude({ changes, install }: Plan, isMade: boolean, paint: Invocation['paint']): string {
  if (changes.length === 0) return paint('good', 'There is nothing to change.');
  if (!isMade) return 'Nothing was changed. Run it with --yes to change this.';
  return paint(
    'good',
    `Changed ${count(changes.length, 'file')}.${install === undefined ? '' : ` Now run: ${install}`}`,
  );
}
