import { objectToTagName } from '@verstamp/release';
import { cliUsage } from '@verstamp/core/problems';

/**
 * Reads `--tag`, the dist-tag that packages go out under.
 *
 * @param usage - How the command is called.
 * @returns `undefined` where none is given.
 * @throws VerstampError `CLI_USAGE` where it is none that npm takes.
 */
export async function readDistTag(value: unknown, usage: string): Promise<string | undefined> {
  if (typeof value !== 'string') return undefined;
  const reason = await objectToTagName(value);
  if (reason) throw cliUsage({ reason, usage });
  return value;
}
