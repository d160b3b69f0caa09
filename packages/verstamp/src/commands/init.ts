import type { Command, InvocationOf, OptionSpecs, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { makeChanges } from '../edit/change.ts';
import { EXIT } from '../exit.ts';
import { gatherProject } from '../init/gather.ts';
import { planInit } from '../init/plan.ts';
import { concludeInit, describeInit, formatPlan } from '../init/report.ts';

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
  if (positionals.length) throw misuse('The command init takes no arguments.');
  const { root, ...project } = await gatherProject(surroundings.cwd);
  const plan = planInit(project);
  const shown = formatPlan(plan, paint);
  const { ask, stderr } = surroundings;
  // The question makes sense only to somebody who sees the changes.
  const isAsked = ask && plan.changes.length > 0 && !values.yes && !isJson;
  if (isAsked) stderr.write(`${shown}\n`);
  const isConfirmed = isAsked ? /^y(?:es)?$/i.test((await ask(QUESTION)).trim()) : values.yes;
  const isMade = plan.changes.length > 0 && isConfirmed;
  if (isMade) await makeChanges(root, plan.changes);
  return {
    exit: plan.changes.length === 0 || isMade ? EXIT.holds : EXIT.refused,
    document: describeInit(plan, isMade),
    text: [...(isAsked ? [] : [shown]), concludeInit(plan, isMade, paint)].join('\n'),
  };
}
