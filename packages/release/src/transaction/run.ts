import type { Release } from '@verstamp/build/revision';
import type { VerstampError } from '@verstamp/core';
import { outcomeOf, releaseOvertaken } from '@verstamp/core/problems';
import { findExactCommit } from '../git/checkout.ts';
import { examineWorkspace } from '../guard/examine.ts';
import type { PlannedRelease } from '../pack/plan.ts';
import type { ReleaseContext } from './context.ts';
import { finish, type Ending, type ReleaseReport } from './finish.ts';
import { readHistory } from './history.ts';
import { planMembers } from './members/plan-members.ts';
import { withContext, type ReleaseOptions } from './open-context.ts';
import { packRelease } from './pack-release.ts';
import { claimAndPublish } from './publish/claim-and-publish.ts';
import type { ReleaseHistory } from './recover.ts';

/**
 * Runs a release from its beginning to its end.
 *
 * @throws VerstampError as `releaseWorkspace` does.
 */
export async function runRelease(options: ReleaseOptions): Promise<ReleaseReport> {
  return withContext(options, run);
}

async function run(context: ReleaseContext): Promise<ReleaseReport> {
  const deadline = Date.now() + context.claimTimes.waitMs;
  const confirmed: Release[] = [];
  let unfinished: ReleaseHistory['unfinished'] = new Map();
  let packed: readonly PlannedRelease[] | undefined;
  for (;;) {
    const history = await readHistory(context, { unfinished, deadline });
    unfinished = history.unfinished;
    confirmed.push(...history.confirmed);
    packed ??= await packRelease(context, history);
    const ending = await attempt(context, { history, packed, confirmed, deadline });
    if (ending) return finish(context, ending);
    // Runs that gave way to each other would meet again after pauses of the same length.
    await context.pause(context.claimTimes.pollMs * (0.5 + Math.random()));
  }
}

interface Attempt {
  readonly history: ReleaseHistory;
  readonly packed: readonly PlannedRelease[];
  readonly confirmed: readonly Release[];
  readonly deadline: number;
}

/** Guards and publishes; `undefined` if another run came in between, so that everything is to be asked again in time. */
async function attempt(
  context: ReleaseContext,
  { history, packed, confirmed, deadline }: Attempt,
): Promise<Ending | undefined> {
  const { workspace, planned, checkout, registry, env, say } = context;
  const guard = await examineWorkspace({
    workspace,
    releases: planned,
    packed,
    commit: findExactCommit(checkout),
    registry,
    records: history.records,
    env,
    onProgress: say,
  });
  const state = { guard, history, released: confirmed };
  if (guard.conclusion !== 'allow') return { ...state, conclusion: guard.conclusion };
  const tarballs = [...(planned ?? []), ...packed];
  const { members, problems } = await planMembers(context, guard, { history, tarballs });
  if (problems.length > 0) return { ...state, conclusion: 'refuse', problems };
  if (members.length === 0) return { ...state, conclusion: 'allow' };
  const outcome = await claimAndPublish(context, members, deadline);
  if (outcome.kind === 'overtaken') {
    if (Date.now() < deadline) return undefined;
    return { ...state, conclusion: 'unknown', problems: [releaseOvertaken({ releases: members })] };
  }
  return {
    ...state,
    conclusion: conclude(outcome.problems),
    released: [...confirmed, ...outcome.released],
    problems: outcome.problems,
  };
}

function conclude(problems: readonly VerstampError[]): ReleaseReport['conclusion'] {
  if (problems.length === 0) return 'allow';
  return problems.every((problem) => outcomeOf(problem) === 'unknown') ? 'unknown' : 'refuse';
}
