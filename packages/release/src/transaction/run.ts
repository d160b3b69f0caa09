import type { ClaimedRelease, Release } from '@verstamp/build/revision';
import type { VerstampError } from '@verstamp/core';
import { outcomeOf } from '@verstamp/core/problems';
import { examineWorkspace } from '../guard/examine.ts';
import { countPackages } from '../guard/facts.ts';
import { keyOf } from '../ledger/records.ts';
import { packInto } from '../pack/pack.ts';
import type { PlannedRelease } from '../pack/plan.ts';
import { openContext, type ReleaseOptions, type ReleaseContext } from './context.ts';
import { finish, type ReleaseReport } from './finish.ts';
import { claimSet, waitForOthers } from './held-claim.ts';
import type { Member } from './member.ts';
import { planMembers } from './members.ts';
import { publishSet } from './publish-set.ts';
import { findRivals, recoverUnfinished, type ReleaseHistory } from './recover.ts';

/**
 * Runs a release from its beginning to its end.
 *
 * @throws VerstampError as `releaseWorkspace` does.
 */
export async function runRelease(options: ReleaseOptions): Promise<ReleaseReport> {
  const context = await openContext(options);
  try {
    return await run(context);
  } finally {
    await context.close();
  }
}

async function run(context: ReleaseContext): Promise<ReleaseReport> {
  const deadline = Date.now() + context.claimTimes.waitMs;
  let unfinished: ReadonlyMap<string, ClaimedRelease> = new Map();
  const confirmed: Release[] = [];
  let tarballs: readonly PlannedRelease[] | undefined;
  for (;;) {
    const history = await look(context, { unfinished, deadline });
    unfinished = history.unfinished;
    confirmed.push(...history.confirmed);
    const settled = findSettled(context, history);
    tarballs ??= await pack(context, settled);
    const guard = await examineWorkspace({
      workspace: context.workspace,
      releases: context.planned,
      packed: tarballs,
      settled,
      records: history.records,
      registry: context.registry,
      env: context.env,
      onProgress: context.say,
    });
    const state = { guard, history, released: confirmed };
    if (guard.conclusion !== 'allow') return finish(context, { ...state, conclusion: guard.conclusion });
    const { members, problems } = await planMembers(context, guard, {
      history,
      tarballs: [...(context.planned ?? []), ...tarballs],
    });
    if (problems.length > 0) return finish(context, { ...state, conclusion: 'refuse', problems });
    if (members.length === 0) return finish(context, { ...state, conclusion: 'allow' });
    const made = await make(context, members, deadline);
    if (made.kind === 'overtaken') {
      await context.pause(context.claimTimes.pollMs);
      continue;
    }
    return finish(context, {
      ...state,
      conclusion: conclude(made.problem),
      released: [...confirmed, ...made.released],
      problems: made.problem ? [made.problem] : [],
    });
  }
}

/** Looks into the ledger once nobody else is at work on these packages. */
async function look(
  context: ReleaseContext,
  { unfinished, deadline }: { readonly unfinished: ReleaseHistory['unfinished']; readonly deadline: number },
): Promise<ReleaseHistory> {
  const { ledger, workspace, policy, claimTimes, pause, say } = context;
  const names = new Set([...workspace.packages, ...policy.tagOnly].map(({ name }) => name));
  for (;;) {
    const contents = await ledger.read();
    const by = findRivals(contents, names);
    const [rival] = by;
    if (!rival) return recoverUnfinished(context, contents, unfinished);
    say(`${rival.owner} is releasing until ${rival.expires} at most; waiting for it.`);
    await waitForOthers(ledger, { by, times: claimTimes, deadline, pause });
  }
}

/** Finds what is on record of this very commit, where a rebuild would prove nothing. */
function findSettled(
  { workspace, checkout }: ReleaseContext,
  { records }: ReleaseHistory,
): ReadonlyMap<string, Release> {
  const settled = new Map<string, Release>();
  if (!checkout || checkout.dirty) return settled;
  for (const pkg of workspace.packages) {
    const record = records.get(keyOf(pkg));
    if (record?.commit === checkout.commit) settled.set(pkg.name, record);
  }
  return settled;
}

async function pack(
  { workspace, planned = [], folder, env, say }: ReleaseContext,
  settled: ReadonlyMap<string, Release>,
): Promise<readonly PlannedRelease[]> {
  const ready = new Set([...planned.map(({ name }) => name), ...settled.keys()]);
  const packages = workspace.packages.filter(({ name }) => !ready.has(name));
  if (packages.length > 0) say(`Packing ${countPackages(packages.length)}.`);
  // Scripts that build at packing build a release.
  return packInto(workspace, packages, { env: { ...env, VERSTAMP_RELEASE: '1' }, folder });
}

async function make(
  context: ReleaseContext,
  members: readonly Member[],
  deadline: number,
): ReturnType<typeof publishSet> {
  const { ledger, owner, checkout, claimTimes: times, pause, say } = context;
  const commit = checkout?.commit;
  const releases = members.map(({ name, version, digest, integrity }) => {
    return { name, version, digest, integrity, commit };
  });
  say(`Claiming ${countPackages(members.length)}.`);
  const outcome = await claimSet({ ledger, releases, owner, times });
  if (outcome.kind === 'ours') return publishSet(context, members, outcome.hold);
  await waitForOthers(ledger, { by: outcome.by, times, deadline, pause });
  return { kind: 'overtaken' };
}

function conclude(problem: VerstampError | undefined): ReleaseReport['conclusion'] {
  if (!problem) return 'allow';
  return outcomeOf(problem) === 'unknown' ? 'unknown' : 'refuse';
}
