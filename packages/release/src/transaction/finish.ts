import type { Release } from '@verstamp/build/revision';
import type { VerstampError } from '@verstamp/core';
import { tagTaken } from '@verstamp/core/problems';
import { readTags } from '../git/tags.ts';
import type { GuardReport } from '../guard/examine.ts';
import type { ReleaseContext } from './context.ts';
import type { ReleaseHistory } from './recover.ts';
import { announceTags } from './tags/announce.ts';
import { makeTag } from './tags/make-tag.ts';
import { listTags, planTags, type ReleaseTag } from './tags/tags.ts';

/** The result of a release run. */
export interface ReleaseReport {
  /** Whether everything is out, something was refused, or it is not known. */
  readonly conclusion: GuardReport['conclusion'];
  readonly guard: GuardReport;
  /** What this run published, or found to be out since a run that was stopped. */
  readonly released: readonly Release[];
  /** Why it was refused, or not finished; what the guard refuses is in its report. */
  readonly problems: readonly VerstampError[];
  /** The tags that the remote does not have yet, made by this run or before. */
  readonly tags: readonly ReleaseTag[];
}

/** What a run ends with, once nothing more goes out. */
export interface Ending extends Pick<ReleaseReport, 'conclusion' | 'guard' | 'released'> {
  readonly history: ReleaseHistory;
  readonly problems?: readonly VerstampError[];
}

/** Ends a run: tags what is on record, whatever else came of it. */
export async function finish(
  context: ReleaseContext,
  { history, ...ending }: Ending,
): Promise<ReleaseReport> {
  const { workspace, cwd, env, say, tags: before } = context;
  const { conclusion, problems = [] } = ending;
  if (!before) return { ...ending, problems, tags: [] };
  // Other runs may have pushed their tags while this run waited for them.
  const tags = await readTags(workspace.root).catch(() => before);
  const plan = planTags(listTags(context, { ...history, released: ending.released }), tags);
  const failed = new Map<string, VerstampError>();
  for (const tag of plan.make) {
    const problem = await makeTag(workspace.root, tag);
    if (problem) failed.set(tag.tag, problem);
  }
  const told = plan.tell.filter(({ tag }) => !failed.has(tag));
  await announceTags(told, { cwd, env });
  for (const { tag, commit, got } of plan.misplaced) {
    say(tagTaken({ tag, expected: commit, got }).message);
  }
  return {
    ...ending,
    conclusion: failed.size > 0 && conclusion === 'allow' ? 'unknown' : conclusion,
    problems: [...problems, ...failed.values()],
    tags: told,
  };
}
