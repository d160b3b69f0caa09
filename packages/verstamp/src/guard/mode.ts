import { cliUsage } from '@verstamp/core/problems';
import type { Invocation } from '../command.ts';
import { USAGE } from './usage.ts';

/** What the guard is asked: about the workspace, about a branch, about a receipt, or to accept what is out there. */
export type GuardMode = 'workspace' | 'since' | 'receipt' | 'adopt';

/** The options that go with each, beside the one that it is named after. */
const OPTIONS: Readonly<Record<GuardMode, readonly string[]>> = {
  receipt: [],
  since: ['new'],
  adopt: ['reason', 'new', 'no-cache'],
  workspace: ['plan', 'tag', 'new', 'no-cache'],
};

const COMMON: readonly string[] = ['json', 'help'];

/**
 * Finds out which guard is asked for.
 *
 * @throws VerstampError `CLI_USAGE` where something was typed that does not go with it.
 */
export function chooseMode({ values, positionals }: Pick<Invocation, 'values' | 'positionals'>): GuardMode {
  const given = Object.keys(values);
  const modes = Object.keys(OPTIONS) as GuardMode[];
  const mode = modes.find((name) => given.includes(name)) ?? 'workspace';
  const fitting = new Set<string>([mode, ...OPTIONS[mode], ...COMMON]);
  const other = given.find((name) => !fitting.has(name));
  if (other !== undefined) {
    const guard = mode === 'workspace' ? 'a guard of the workspace' : `--${mode}`;
    throw cliUsage({ reason: `--${other} does not go with ${guard}.`, usage: USAGE });
  }
  if (positionals.length && mode !== 'adopt') {
    throw cliUsage({ reason: 'The guard takes no arguments.', usage: USAGE });
  }
  return mode;
}
