import { randomBytes } from 'node:crypto';

/** Creates names for questions, by which a ledger knows one that is asked again since its answer was lost. */
export function createNonces(): () => string {
  const own = randomBytes(9).toString('base64url');
  let asked = 0;
  return () => `${own}${(asked++).toString(36)}`;
}
