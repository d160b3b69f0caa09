import { resolve } from 'node:path';
import {
  adoptReleases,
  findReceipt,
  guardRelease,
  guardSince,
  type GuardReport,
  type GuardVerdict,
  type Judgement,
} from '@verstamp/release';
import { quote } from '@verstamp/core';
import { cliUsage, noRelease } from '@verstamp/core/problems';
import { formatAnnotations } from '../annotations.ts';
import { chooseCache, NO_CACHE } from '../cache.ts';
import type { Command, Invocation, Outcome, Tone } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { formatTable } from '../rows.ts';
import { findSubject } from '../subject.ts';

const USAGE =
  'verstamp guard [--plan DIR] [--new] [--no-cache] | --since REF [--new] | --receipt | --adopt [NAME…] --reason TEXT';

const EXITS: Readonly<Record<GuardReport['conclusion'], ExitCode>> = {
  allow: EXIT.holds,
  refuse: EXIT.refused,
  unknown: EXIT.unknown,
};

const TONES: Readonly<Record<Judgement['effect'], Tone>> = { allow: 'good', refuse: 'bad', unknown: 'doubt' };

const MEANINGS: Readonly<Record<GuardVerdict, string>> = {
  new: 'goes out',
  identical: 'same content as published',
  altered: 'published with other content',
  pending: 'differs, and a changeset covers it',
  unreleased: 'differs, and no changeset covers it',
  drifted: 'differs through tools or siblings only: goes out with its next release',
  burnt: 'published once and removed',
  'broken-package': 'could not work once installed',
  'stale-build': 'no build of this version',
  'lower-than-latest': 'below what "latest" names',
  'tag-backwards': 'below what its dist-tag names',
  'prerelease-untagged': 'a prerelease would become "latest"',
  'dirty-tree': 'changes that are in no commit',
  'wrong-registry': 'tools do not agree on its registry',
  unreachable: 'could not be found out',
};

const CONCLUSIONS: Readonly<Record<GuardReport['conclusion'], string>> = {
  allow: 'Nothing published would change.',
  refuse: 'Refused: a released version never changes.',
  unknown: 'Could not find out what is published: nothing may go out.',
};

/** `verstamp guard`: decides whether what would be published may be. */
export const command: Command = {
  usage: USAGE,
  details:
    'Compares every package of the workspace with what its registry holds. Exits 0 where nothing published\n' +
    'would change, 1 where something would, 3 where that could not be found out. Nothing is published.',
  options: {
    plan: {
      type: 'string',
      value: 'DIR',
      description: 'guards the tarballs that "changeset pack --out-dir DIR" wrote',
    },
    since: {
      type: 'string',
      value: 'REF',
      description: 'only says which released packages this branch changes without a changeset',
    },
    new: {
      type: 'boolean',
      description: 'believes "not found" of scoped packages asked for without credentials',
    },
    'no-cache': NO_CACHE,
    adopt: {
      type: 'boolean',
      description: 'records what is published as the starting point, of all packages or those named',
    },
    reason: { type: 'string', value: 'TEXT', description: 'says in the ledger why it is adopted' },
    receipt: {
      type: 'boolean',
      description: 'for prepublishOnly: only asks whether a release of this package is under way',
    },
  },
  run: guard,
};

async function guard(invocation: Invocation): Promise<Outcome> {
  const { positionals, values, surroundings, paint, say } = invocation;
  if (values['adopt'] === true) return adopt(invocation);
  if (positionals.length) throw cliUsage({ reason: 'The guard takes no arguments.', usage: USAGE });
  const { cwd, env } = surroundings;
  if (values['receipt'] === true) return checkReceipt(cwd, env);
  if (typeof values['since'] === 'string') return checkSince(values['since'], invocation);
  const report = await guardRelease({
    cwd,
    env,
    planFolder: typeof values['plan'] === 'string' ? resolve(cwd, values['plan']) : undefined,
    believeNew: values['new'] === true,
    cacheFolder: chooseCache(invocation),
    onProgress: say,
  });
  for (const line of formatAnnotations(report.packages, env)) say(line);
  return {
    exit: EXITS[report.conclusion],
    document: describeGuard(report),
    text: formatGuard(report, paint),
  };
}

async function adopt(invocation: Invocation): Promise<Outcome> {
  const { positionals, values, surroundings, say } = invocation;
  const { reason } = values;
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw cliUsage({ reason: 'Adopting needs a --reason.', usage: USAGE });
  }
  const { cwd, env } = surroundings;
  const adopted = await adoptReleases({
    cwd,
    env,
    names: positionals,
    reason,
    believeNew: values['new'] === true,
    cacheFolder: chooseCache(invocation),
    onProgress: say,
  });
  const lines = adopted.map(({ name, version }) => `${name}@${version} is on record.`);
  const text = lines.length ? lines.join('\n') : 'There was nothing left to adopt.';
  return { exit: EXIT.holds, document: { adopted }, text };
}

/** In a pull request: by git and the changesets, so that nothing has to be built. */
async function checkSince(since: string, { values, surroundings, paint, say }: Invocation): Promise<Outcome> {
  if (values['plan'] !== undefined) {
    throw cliUsage({ reason: 'What a branch changes is not asked of a --plan.', usage: USAGE });
  }
  const { cwd, env } = surroundings;
  const report = await guardSince({ cwd, env, since, believeNew: values['new'] === true, onProgress: say });
  for (const line of formatAnnotations(report.packages, env)) say(line);
  const { conclusion, packages } = report;
  const rows = packages.map(({ name, version, verdict, effect }) => [
    paint(TONES[effect], verdict),
    `${name}@${version}`,
    SINCE_MEANINGS[verdict] ?? MEANINGS[verdict],
  ]);
  const details = packages.flatMap((judgement) => formatProblem(judgement, paint));
  const end = paint(TONES[conclusion], SINCE_CONCLUSIONS[conclusion]);
  const text = [...formatTable(rows), ...details, ...(rows.length ? [''] : []), end].join('\n');
  return { exit: EXITS[conclusion], document: describeGuard(report), text };
}

const SINCE_MEANINGS: Partial<Record<GuardVerdict, string>> = {
  new: 'its version is not released',
  pending: 'changed, and a changeset covers it',
  unreleased: 'changed, and no changeset covers it',
};

const SINCE_CONCLUSIONS: Readonly<Record<GuardReport['conclusion'], string>> = {
  allow: 'No released package is changed without a changeset.',
  refuse: 'Refused: what is released changes with a new version only.',
  unknown: 'Could not find out whether what is changed is released.',
};

/** Other tools publish what nobody guarded: in `prepublishOnly` this stops them. */
async function checkReceipt(cwd: string, env: Invocation['surroundings']['env']): Promise<Outcome> {
  const { name, version } = await findSubject(cwd);
  const claim = await findReceipt({ cwd, env, name, version });
  if (!claim) {
    const { code, message } = noRelease({ name, version });
    return {
      exit: EXIT.refused,
      document: { name, version, problem: { code, message } },
      text: `${code} ${message}`,
    };
  }
  const { owner, expires } = claim;
  const text = `${name}@${version} is being released by ${quote(owner, 100)}.`;
  return { exit: EXIT.holds, document: { name, version, owner, expires }, text };
}

/** Describes a report for machines: errors are no JSON by themselves. */
export function describeGuard(report: GuardReport): object {
  const packages = report.packages.map(({ problem, ...rest }) => {
    return problem ? Object.assign(rest, { problem: describe(problem) }) : rest;
  });
  return { ...report, packages };
}

function describe({ code, message, details }: NonNullable<Judgement['problem']>): object {
  return {
    code,
    message,
    ...('files' in details ? { files: details.files } : {}),
    ...('changed' in details ? { changed: details.changed } : {}),
  };
}

/** Formats a report for people. */
export function formatGuard(
  { conclusion, packages, limits }: GuardReport,
  paint: Invocation['paint'],
): string {
  const rows = packages.map((judgement) => [
    paint(TONES[judgement.effect], judgement.verdict),
    `${judgement.name}@${judgement.version}`,
    judgement.heldBy.length ? `held back by ${judgement.heldBy.join(', ')}` : MEANINGS[judgement.verdict],
  ]);
  const details = packages.flatMap((judgement) => formatProblem(judgement, paint));
  const empty = packages.length ? [] : ['There is no package to publish here.'];
  return [
    ...formatTable(rows),
    ...empty,
    ...details,
    '',
    paint(TONES[conclusion], CONCLUSIONS[conclusion]),
    ...limits.map((limit) => paint('quiet', limit)),
  ].join('\n');
}

function formatProblem({ problem }: Judgement, paint: Invocation['paint']): readonly string[] {
  if (!problem) return [];
  const files = 'files' in problem.details ? problem.details.files : [];
  const lines = files.flatMap(({ path, published, local }) => [
    `  ${quote(path, 200).slice(1, -1)}`,
    `    published  ${published ?? 'not there'}`,
    `    here       ${local ?? 'not there'}`,
  ]);
  return ['', `${paint('bad', problem.code)} ${problem.message}`, ...lines];
}
