import { resolve } from 'node:path';
import { guardRelease } from '@verstamp/release';
import type { Command, Misuse, OptionSpecs, Outcome } from '../command.ts';
import { exitOf } from '../conclusion.ts';
import { defineCommand } from '../define-command.ts';
import { annotate } from '../guard/annotate.ts';
import { adopt } from '../guard/adopt.ts';
import type { GuardInvocation } from '../guard/invocation.ts';
import { chooseQuestion } from '../guard/question.ts';
import { checkReceipt } from '../guard/receipt.ts';
import { describeGuard, formatGuard } from '../guard/report.ts';
import { checkSince } from '../guard/since.ts';
import { readDistTag } from '../options/dist-tag.ts';
import { chooseRegistryOptions, REGISTRY_OPTIONS } from '../options/registry.ts';

const options = {
  plan: {
    type: 'string',
    value: 'DIR',
    description: 'guards the tarballs that "changeset pack --out-dir DIR" wrote',
  },
  tag: {
    type: 'string',
    value: 'TAG',
    description:
      'the dist-tag that it would go out under (else publishConfig.tag, the prerelease mode\'s, "latest")',
    read: readDistTag,
  },
  since: {
    type: 'string',
    value: 'REF',
    description: 'only says which released packages this branch changes without a changeset',
    read: readRef,
  },
  ...REGISTRY_OPTIONS,
  adopt: {
    type: 'boolean',
    description: 'records what is published as the starting point, of all packages or those named',
  },
  reason: {
    type: 'string',
    value: 'TEXT',
    description: 'says in the ledger why it is adopted; --adopt needs it',
  },
  receipt: {
    type: 'boolean',
    description:
      'for prepublishOnly: only asks whether "verstamp release" is publishing this package, and exits 1 if not',
  },
} satisfies OptionSpecs;

/** `verstamp guard`: decides whether what would be published may be. */
export const command: Command = defineCommand({
  usage:
    'verstamp guard [--plan DIR] [--tag TAG] [--new] [--no-cache] | --since REF [--new] | --receipt | --adopt [NAME…] --reason TEXT [--new] [--no-cache]',
  details:
    'Compares every package of the workspace with what its registry holds under the same version. Nothing is published.\n' +
    'Build first: it packs what is there. Exits 0 if nothing that is published would change, 1 if something would, 3 if that\n' +
    'could not be found out. --since, --receipt and --adopt each do something else instead, as below.',
  options,
  run: guard,
});

function readRef(text: string, misuse: Misuse): string {
  if (text !== '') return text;
  // A variable of a CI that only a job of another kind has.
  throw misuse(
    '--since needs a branch, tag or commit, and the text given is empty: outside of pull requests, GITHUB_BASE_REF is.',
  );
}

async function guard(invocation: GuardInvocation): Promise<Outcome> {
  const question = chooseQuestion(invocation);
  switch (question.kind) {
    case 'adopt':
      return adopt(invocation);
    case 'receipt':
      return checkReceipt(invocation);
    case 'since':
      return checkSince(question.since, invocation);
    case 'workspace':
      return guardWorkspace(invocation);
  }
}

async function guardWorkspace(invocation: GuardInvocation): Promise<Outcome> {
  const { values, surroundings, paint, say } = invocation;
  const { cwd, env } = surroundings;
  const { plan, tag } = values;
  const report = await guardRelease({
    ...chooseRegistryOptions(invocation),
    planFolder: plan === undefined ? undefined : resolve(cwd, plan),
    distTag: tag,
  });
  await annotate(report.packages, { cwd, env, say });
  return {
    exit: exitOf(report.conclusion),
    document: describeGuard(report),
    text: formatGuard(report, paint),
  };
}
