import { findTagNameProblem } from '@verstamp/release';
import type { Misuse } from '../command.ts';

/**
 * Reads `--tag`, the dist-tag that packages go out under.
 *
 * @throws VerstampError `CLI_USAGE` if npm does not take it.
 */
export async function readDistTag(text: string, misuse: Misuse): Promise<string> {
  const reason = await findTagNameProblem(text);
  if (reason) throw misuse(reason);
  return text;
}
