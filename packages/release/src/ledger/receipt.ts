import type { Claim } from '@verstamp/build/revision';
import type { Environment } from '../environment.ts';
import { keyOf } from '../package-version.ts';
import { openReleaseLedger } from './open-ledger.ts';

/** The version that is about to be published. */
export interface ReceiptQuestion {
  readonly cwd: string;
  readonly env: Environment;
  readonly name: string;
  readonly version: string;
}

/**
 * Finds the claim under which a version is being released right now; `undefined` if it is not being released.
 *
 * @throws VerstampError `LEDGER_MISSING`, and what the ledger throws: then it is not known.
 */
export async function findReceipt({ cwd, env, name, version }: ReceiptQuestion): Promise<Claim | undefined> {
  const { claims } = await (await openReleaseLedger(cwd, env)).read();
  const key = keyOf({ name, version });
  return claims.find(({ releases }) => releases.some((release) => keyOf(release) === key));
}
