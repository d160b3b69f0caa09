import { taskCacheReplays, type ReplayedTask } from '@verstamp/core/problems';
import type { JsonEdit } from '../../edit/json.ts';
import type { StampingTask } from '../../repository/tasks.ts';
import type { Finding } from '../finding.ts';

/** A task whose output would be replayed. */
export interface Replay {
  readonly target: StampingTask;
  /** Which variables its inputs lack. */
  readonly missing: readonly string[];
  /** Where its inputs are set. */
  readonly file: string;
  /** The edits that add them; none if they are not known. */
  readonly edits: readonly JsonEdit[];
}

/** Reports tasks that would be replayed: once for each place that sets their inputs, however many packages go by it. */
export function reportReplays(
  runner: ReplayedTask['runner'],
  replays: readonly Replay[],
): readonly Finding[] {
  const groups = Map.groupBy(replays, ({ target: { task }, file, missing, edits: [edit] }) =>
    JSON.stringify([file, missing, edit?.path ?? task]),
  );
  return [...groups.values()].flatMap((group): readonly Finding[] => {
    const [first] = group;
    if (!first) return [];
    const { target, missing, file, edits } = first;
    const names = group.map(({ target: { pkg } }) => pkg.name);
    const problem = taskCacheReplays({ runner, names, task: target.task, missing, file });
    // Without the release's own variable only a release that is built without "verstamp next" goes wrong.
    const severity = missing.includes('VERSTAMP_REVISION') ? 'error' : 'warning';
    return [{ severity, place: file, problem, ...(edits.length > 0 ? { remedy: edits } : {}) }];
  });
}
