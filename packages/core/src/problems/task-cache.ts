import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import type { Mendable } from './mendable.ts';
import { listSome, showPath } from './text.ts';

/** A task whose output a cache would replay. */
export interface ReplayedTask {
  /** The task runner. */
  readonly runner: 'Nx' | 'Turborepo';
  /** The packages that have it. */
  readonly names: readonly string[];
  readonly task: string;
  /** The variables that its inputs lack. */
  readonly missing: readonly string[];
  /** Where the task's inputs are set. */
  readonly file: string;
}

/** Says that a task cache would replay an output, and with it the revision that was stamped into it. */
export function taskCacheReplays(
  task: ReplayedTask,
): VerstampError<'TASK_CACHE_REPLAYS', ReplayedTask & Mendable> {
  const { runner, names, missing, file } = task;
  const lines = {
    Nx: `${missing.map((name) => `{ "env": "${name}" }`).join(' and ')} to its inputs`,
    Turborepo: `${missing.map((name) => `"${name}"`).join(' and ')} to its env`,
  };
  const tasks = listSome(
    names.map((name) => quote(name, 214)),
    3,
  );
  const fix = `Add ${lines[runner]} in ${showPath(file)}, and build releases with "verstamp next -- COMMAND".`;
  return new VerstampError(
    'TASK_CACHE_REPLAYS',
    `${runner} caches the task ${quote(task.task, 100)} of ${tasks}, which stamps, and would replay an old revision into ` +
      `a release. Expected ${missing.join(' and ')} among its inputs, got none. ${fix}`,
    { ...task, fix },
  );
}
