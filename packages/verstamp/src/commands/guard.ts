import { resolve } from 'node:path';
import { guardRelease } from '@verstamp/release';
import type { Command, Invocation, Outcome } from '../command.ts';
import { exitOf } from '../conclusion.ts';
import { adopt } from '../guard/adopt.ts';
import { chooseMode } from '../guard/mode.ts';
import { checkReceipt } from '../guard/receipt.ts';
import { describeGuard, formatGuard } from '../guard/report.ts';
import { checkSince } from '../guard/since.ts';
import { USAGE } from '../guard/usage.ts';
import { chooseCache, NO_CACHE } from '../options/cache.ts';
import { readDistTag } from '../options/dist-tag.ts';
import { formatAnnotations } from '../terminal/annotations.ts';

/** `verstamp guard`: decides whether what would be published may be. */
export const command: Command = {
  usage: USAGE,
  details:
    'Compares every package of the workspace with what its registry holds. Exits 0 where nothing published\n' +
    'would change, 1 where something would, 3 where that could not be found out. Nothing is published. --since, --receipt\n' +
    'and --adopt ask something else: whether a branch or this package may be as it is, or to take what is out as it is.',
  options: {
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
    },
    since: {
      type: 'string',
      value: 'REF',
      description: 'only says which released packages this branch changes without a changeset',
    },
    new: {
      type: 'boolean',
      description: 'believes "not found" of scoped packages that may be hidden from who asks',
    },
    'no-cache': NO_CACHE,
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
        'for prepublishOnly: only asks whether a release of this package is under way, and exits 1 if none is',
    },
  },
  run: guard,
};

async function guard(invocation: Invocation): Promise<Outcome> {
  const { cwd, env } = invocation.surroundings;
  switch (chooseMode(invocation)) {
    case 'adopt':
      return adopt(invocation);
    case 'receipt':
      return checkReceipt(cwd, env);
    case 'since':
      return checkSince(String(invocation.values['since']), invocation);
    case 'workspace':
      return guardWorkspace(invocation);
  }
}

async function guardWorkspace(invocation: Invocation): Promise<Outcome> {
  const { values, surroundings, paint, say } = invocation;
  const { cwd, env } = surroundings;
  const report = await guardRelease({
    cwd,
    env,
    planFolder: typeof values['plan'] === 'string' ? resolve(cwd, values['plan']) : undefined,
    distTag: await readDistTag(values['tag'], USAGE),
    believeNew: values['new'] === true,
    cacheFolder: chooseCache(invocation),
    onProgress: say,
  });
  for (const line of formatAnnotations(report.packages, env)) say(line);
  return {
    exit: exitOf(report.conclusion),
    document: describeGuard(report),
    text: formatGuard(report, paint),
  };
}
