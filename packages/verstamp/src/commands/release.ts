import { resolve } from 'node:path';
import { releaseWorkspace, type Environment } from '@verstamp/release';
import type { Command, InvocationOf, Misuse, OptionSpecs, Outcome } from '../command.ts';
import { exitOf } from '../conclusion.ts';
import { defineCommand } from '../define-command.ts';
import { readDistTag } from '../options/dist-tag.ts';
import { chooseRegistryOptions, REGISTRY_OPTIONS } from '../options/registry.ts';
import { describeRelease, formatRelease } from '../release/report.ts';

const options = {
  plan: {
    type: 'string',
    value: 'DIR',
    description: 'releases the tarballs that "changeset pack --out-dir DIR" wrote',
  },
  tag: {
    type: 'string',
    value: 'TAG',
    description: 'the dist-tag (else publishConfig.tag, the prerelease mode\'s, "latest")',
    read: readDistTag,
  },
  otp: {
    type: 'string',
    value: 'CODE',
    description: 'a one-time password for the registry (else npm_config_otp)',
  },
  'no-git-tag': { type: 'boolean', description: 'makes no git tags' },
  ...REGISTRY_OPTIONS,
  claim: {
    type: 'string',
    value: 'SECONDS',
    description: 'how long a claim outlasts a run that was stopped (default 120)',
    read: readSeconds,
  },
} satisfies OptionSpecs;

/** `verstamp release`: plan, pack once, guard, publish exactly those bytes, read back, record, tag. */
export const command: Command = defineCommand({
  usage:
    'verstamp release [--plan DIR] [--tag TAG] [--otp CODE] [--no-git-tag] [--new] [--no-cache] [--claim SECONDS]',
  details:
    'Packs once, guards, claims the whole set in the ledger, publishes exactly the packed bytes, reads them back, records\n' +
    'them and makes git tags. Safe to run again at any time: what is out is found, and the rest follows.\n' +
    'Tags are made here and not pushed, as "changeset publish" does: the Changesets action pushes them, or you with\n' +
    '"git push --follow-tags". Each that the remote lacks is told, on a re-run too: as "New tag: NAME@VERSION" on stdout, and\n' +
    'as an event in the file that CHANGESETS_OUTPUT names. With --json they stand in the document, under "tags".\n' +
    'The ledger is the one in verstamp.json or VERSTAMP_LEDGER, else refs on the git remote origin. Exits 0 where all is out,\n' +
    '1 where something refuses it, 3 where it is not finished: run it again.',
  options,
  run: release,
});

async function release(invocation: InvocationOf<typeof options>): Promise<Outcome> {
  const { positionals, values, surroundings, misuse, paint } = invocation;
  if (positionals.length) throw misuse('The release takes no arguments.');
  const { cwd, env } = surroundings;
  const { plan, claim: claimMs } = values;
  const report = await releaseWorkspace({
    ...chooseRegistryOptions(invocation),
    planFolder: plan === undefined ? undefined : resolve(cwd, plan),
    distTag: values.tag,
    otp: values.otp ?? otpOf(env),
    gitTag: !values['no-git-tag'],
    ...(claimMs === undefined ? {} : { claimTimes: { claimMs } }),
  });
  return {
    exit: exitOf(report.conclusion),
    document: describeRelease(report),
    text: formatRelease(report, paint),
  };
}

function readSeconds(text: string, misuse: Misuse): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text) * 1000;
  throw misuse('A claim holds for a whole number of seconds, from 1 to 99999.');
}

function otpOf(env: Environment): string | undefined {
  return env['npm_config_otp'] ?? env['NPM_CONFIG_OTP'];
}
