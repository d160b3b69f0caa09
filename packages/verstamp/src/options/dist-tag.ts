import { findTagNameProblem } from '@verstamp/release';
import { cliUsage } from '@verstamp/core/problems';

/**
 * Reads `--tag`, the dist-tag that packages go out under.
 *
 * @param usage - How the command is called.
 * @returns `undefined` if none is given.
 * @throws VerstampError `CLI_USAGE` if npm does not take it.
 */
export async function readDistTag(value: unknown, usage: string): Promise<string | undefined> {
  if (typeof value !== 'string') return undefined;
  const reason = await findTagNameProblem(value);
  if (reason) throw cliUsage({ reason, usage });
  return value;
}
