import { findReceipt } from '@verstamp/release';
import { quote } from '@verstamp/core';
import { noRelease } from '@verstamp/core/problems';
import type { Outcome, Surroundings } from '../command.ts';
import { EXIT } from '../exit.ts';
import { findNearestPackage } from '../repository/nearest-package.ts';
import { errorPageOf } from '../terminal/error-page.ts';
import { escapeForeign } from '../terminal/escape.ts';

/** Stops, in `prepublishOnly`, other tools from publishing what nobody guarded. */
export async function checkReceipt({ cwd, env }: Surroundings): Promise<Outcome> {
  const { name, version } = await findNearestPackage(cwd);
  const claim = await findReceipt({ cwd, env, name, version });
  if (!claim) {
    const { code, message } = noRelease({ name, version });
    return {
      exit: EXIT.refused,
      document: { name, version, problem: { code, message, page: errorPageOf(code) } },
      text: `${code} ${message}\n  ${errorPageOf(code)}`,
    };
  }
  const { owner, expires } = claim;
  const text = `${escapeForeign(`${name}@${version}`)} is being released by ${quote(owner, 100)}.`;
  return { exit: EXIT.holds, document: { name, version, owner, expires }, text };
}
