import type { NotFoundTrust } from '../policy/not-found-trust.ts';
import type { Identity } from './identity.ts';

/**
 * Finds why "not found" of a package is not to be trusted: registries also say it of what may not be seen, without
 * credentials as with a token that has expired. `undefined` if it is trusted.
 */
export function doubtAbsence(trust: NotFoundTrust, identity: Identity): string | undefined {
  if (trust === 'always' || identity.kind === 'known') return undefined;
  if (trust === 'unless-rejected' && identity.kind !== 'refused') return undefined;
  return `it says "not found" ${describe(identity)}`;
}

const ALSO = 'as registries also do for private packages';
const PUBLIC = 'set publishConfig.access to "public" where everybody may see it';

function describe(identity: Identity): string {
  switch (identity.kind) {
    case 'refused':
      return `to credentials that it refuses (-/whoami: status ${identity.status}), ${ALSO}; log in, or renew the token.`;
    case 'untold':
      return (
        `to credentials of which it does not say whose they are (-/whoami: status ${identity.status}), ${ALSO}. Where the ` +
        `package has never been published, say --new in this one run; ${PUBLIC}.`
      );
    default:
      return `without credentials, ${ALSO}; log in, ${PUBLIC}, or say --new in the one run that publishes it first.`;
  }
}
