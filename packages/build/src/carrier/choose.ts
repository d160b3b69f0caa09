import type { Carrier } from '../options.ts';

/** What decides how an output carries its stamp. */
export interface OutputKind {
  /** Whether pages start it, rather than a server, a command line or another program. */
  readonly isPage: boolean;
  /** Whether file names hold a hash of what the files hold. */
  readonly isHashed: boolean;
  /** Whether code can stand in a file of its own that others import. */
  readonly canSplit: boolean;
}

/** How an output carries its stamp; `module` is inline, in one file of fixed name. */
export type ChosenCarrier = 'page' | 'inline' | 'module';

/** The fixed name of the file that holds the stamp where others bear a hash. */
export const MODULE_FILE = 'verstamp.js';

/** Chooses the carrier of an output: hashed files never hold the stamp (contract §4). */
export function chooseCarrier(carrier: Carrier, { isPage, isHashed, canSplit }: OutputKind): ChosenCarrier {
  if (carrier === 'page') return 'page';
  if (isPage && carrier === 'inline') return 'inline';
  if (isPage && isHashed) return 'page';
  return isHashed && canSplit ? 'module' : 'inline';
}
