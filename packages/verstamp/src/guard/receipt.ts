import { findReceipt } from '@verstamp/release';
import { quote } from '@verstamp/core';
import { noRelease } from '@verstamp/core/problems';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import { findNearestPackage } from '../repository/nearest-package.ts';
import { escapeForeign } from '../terminal/escape.ts';
import { describeProblem, formatProblem } from '../terminal/problem.ts';
import type { GuardInvocation } from './invocation.ts';

/** Stops, in `prepublishOnly`, other tools from publishing what nobody guarded. */
export async function checkReceipt({ surroundings, paint }: GuardInvocation): Promise<Outcome> {
  const { cwd, env } = surroundings;
  const { name, version } = await findNearestPackage(cwd);
  const claim = await findReceipt({ cwd, env, name, version });
  if (!claim) {
    const problem = noRelease({ name, version });
    return {
      exit: EXIT.refused,
      document: { name, version, problem: describeProblem(problem) },
      text: formatProblem(problem, paint).join('\n'),
    };
  }
  const { owner, expires } = claim;
  const text = `${escapeForeign(`${name}@${version}`)} is being released by ${quote(owner, 100)}.`;
  return { exit: EXIT.holds, document: { name, version, owner, expires }, text };
}
