import type { ClaimedRelease, Release } from '@verstamp/build/revision';
import type { VerstampError } from '@verstamp/core';
import { outcomeOf } from '@verstamp/core/problems';
import { examineWorkspace } from '../guard/examine.ts';
import { countPackages } from '../guard/facts.ts';
import { keyOf } from '../ledger/records.ts';
import { packInto } from '../pack/pack.ts';
import type { PlannedRelease } from '../pack/plan.ts';
import { openScene, type ReleaseOptions, type Scene } from './context.ts';
import { finish, type ReleaseReport } from './finish.ts';
import { claimSet, waitForOthers } from './held-claim.ts';
import type { Member } from './member.ts';
import { planMembers } from './members.ts';
import { publishSet } from './publish-set.ts';
import { findRivals, recall, type Memory } from './recover.ts';

/**
 * Runs a release from its beginning to its end.
 *
 * @throws VerstampError as `releaseWorkspace` does.
 */
export async function runRelease(options: ReleaseOptions): Promise<ReleaseReport> {
  const scene = await openScene(options);
  try {
    return await run(scene);
  } finally {
    await scene.close();
  }
}

async function run(scene: Scene): Promise<ReleaseReport> {
  const deadline = Date.now() + scene.claimTimes.waitMs;
  let unfinished: ReadonlyMap<string, ClaimedRelease> = new Map();
  const confirmed: Release[] = [];
  let tarballs: readonly PlannedRelease[] | undefined;
  for (;;) {
    const memory = await look(scene, { unfinished, deadline });
    unfinished = memory.unfinished;
    confirmed.push(...memory.confirmed);
    const settled = findSettled(scene, memory);
    tarballs ??= await pack(scene, settled);
    const guard = await examineWorkspace({
      workspace: scene.workspace,
      releases: scene.planned,
      packed: tarballs,
      settled,
      records: memory.records,
      registry: scene.registry,
      env: scene.env,
      onProgress: scene.say,
    });
    const state = { guard, memory, released: confirmed };
    if (guard.conclusion !== 'allow') return finish(scene, { ...state, conclusion: guard.conclusion });
    const { members, problems } = await planMembers(scene, guard, {
      memory,
      tarballs: [...(scene.planned ?? []), ...tarballs],
    });
    if (problems.length > 0) return finish(scene, { ...state, conclusion: 'refuse', problems });
    if (members.length === 0) return finish(scene, { ...state, conclusion: 'allow' });
    const made = await make(scene, members, deadline);
    if (made.kind === 'overtaken') {
      await scene.pause(scene.claimTimes.pollMs);
      continue;
    }
    return finish(scene, {
      ...state,
      conclusion: conclude(made.problem),
      released: [...confirmed, ...made.released],
      problems: made.problem ? [made.problem] : [],
    });
  }
}

/** Looks into the ledger once nobody else is at work on these packages. */
async function look(
  scene: Scene,
  { unfinished, deadline }: { readonly unfinished: Memory['unfinished']; readonly deadline: number },
): Promise<Memory> {
  const { ledger, workspace, policy, claimTimes, pause, say } = scene;
  const names = new Set([...workspace.packages, ...policy.tagOnly].map(({ name }) => name));
  for (;;) {
    const contents = await ledger.read();
    const by = findRivals(contents, names);
    const [rival] = by;
    if (!rival) return recall(scene, contents, unfinished);
    say(`${rival.owner} is releasing until ${rival.expires} at most; waiting for it.`);
    await waitForOthers(ledger, { by, times: claimTimes, deadline, pause });
  }
}

/** Finds what is on record of this very commit, where a rebuild would prove nothing. */
function findSettled({ workspace, checkout }: Scene, { records }: Memory): ReadonlyMap<string, Release> {
  const settled = new Map<string, Release>();
  if (!checkout || checkout.dirty) return settled;
  for (const pkg of workspace.packages) {
    const record = records.get(keyOf(pkg));
    if (record?.commit === checkout.commit) settled.set(pkg.name, record);
  }
  return settled;
}

async function pack(
  { workspace, planned = [], folder, env, say }: Scene,
  settled: ReadonlyMap<string, Release>,
): Promise<readonly PlannedRelease[]> {
  const ready = new Set([...planned.map(({ name }) => name), ...settled.keys()]);
  const packages = workspace.packages.filter(({ name }) => !ready.has(name));
  if (packages.length > 0) say(`Packing ${countPackages(packages.length)}.`);
  // Scripts that build at packing build a release.
  return packInto(workspace, packages, { env: { ...env, VERSTAMP_RELEASE: '1' }, folder });
}

async function make(
  scene: Scene,
  members: readonly Member[],
  deadline: number,
): ReturnType<typeof publishSet> {
  const { ledger, owner, checkout, claimTimes: times, pause, say } = scene;
  const commit = checkout?.commit;
  const releases = members.map(({ name, version, digest, integrity }) => {
    return { name, version, digest, integrity, commit };
  });
  say(`Claiming ${countPackages(members.length)}.`);
  const outcome = await claimSet({ ledger, releases, owner, times });
  if (outcome.kind === 'ours') return publishSet(scene, members, outcome.hold);
  await waitForOthers(ledger, { by: outcome.by, times, deadline, pause });
  return { kind: 'overtaken' };
}

function conclude(problem: VerstampError | undefined): ReleaseReport['conclusion'] {
  if (!problem) return 'allow';
  return outcomeOf(problem) === 'unknown' ? 'unknown' : 'refuse';
}
