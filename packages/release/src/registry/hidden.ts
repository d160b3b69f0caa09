import type { Identity } from './identity.ts';

/**
 * What a registry has to know of who asks, before its "not found" is believed: `nothing` where it was said that the
 * package is new, no more than that it does not refuse who asks where everybody may see the package, else a name.
 */
export type Belief = 'nothing' | 'unrefused' | 'name';

/**
 * Says why "not found" of a package is not believed: registries also say it of what may not be seen, without credentials
 * as with a token that has expired. `undefined` where it is.
 */
export function doubtAbsence(belief: Belief, identity: Identity): string | undefined {
  if (belief === 'nothing' || identity.kind === 'known') return undefined;
  if (belief === 'unrefused' && identity.kind !== 'refused') return undefined;
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
