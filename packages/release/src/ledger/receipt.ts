import type { Claim } from '@verstamp/build/revision';
import type { Environment } from '../environment.ts';
import { openReleaseLedger } from './open-ledger.ts';
import { keyOf } from './records.ts';

/** What is about to be published, and where. */
export interface ReceiptQuestion {
  readonly cwd: string;
  readonly env: Environment;
  readonly name: string;
  readonly version: string;
}

/**
 * Finds the claim under which a version is being released right now; `undefined` where nobody releases it.
 *
 * @throws VerstampError `LEDGER_MISSING`, and what the ledger throws: then nobody knows.
 */
export async function findReceipt({ cwd, env, name, version }: ReceiptQuestion): Promise<Claim | undefined> {
  const { claims } = await (await openReleaseLedger(cwd, env)).read();
  const key = keyOf({ name, version });
  return claims.find(({ releases }) => releases.some((release) => keyOf(release) === key));
}
