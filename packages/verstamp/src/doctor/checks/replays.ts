import { taskCacheReplays, type ReplayedTask } from '@verstamp/core/problems';
import type { JsonEdit } from '../../edit/json.ts';
import type { Finding } from '../finding.ts';
import type { StampingTask } from '../tasks.ts';

/** A task whose output would be replayed. */
export interface Replay {
  readonly target: StampingTask;
  /** Where its inputs are set. */
  readonly file: string;
  readonly edit: JsonEdit | undefined;
}

/** Reports tasks that would be replayed: once for each place that sets their inputs, however many packages go by it. */
export function reportReplays(
  runner: ReplayedTask['runner'],
  replays: readonly Replay[],
): readonly Finding[] {
  const groups = Map.groupBy(replays, ({ target: { task }, file, edit }) =>
    JSON.stringify([file, edit?.path ?? task]),
  );
  return [...groups.values()].flatMap((group): readonly Finding[] => {
    const [first] = group;
    if (!first) return [];
    const { target, file, edit } = first;
    const names = group.map(({ target: { pkg } }) => pkg.name);
    const problem = taskCacheReplays({ runner, names, task: target.task, file });
    return [{ severity: 'error', place: file, problem, ...(edit ? { remedy: [edit] } : {}) }];
  });
}
