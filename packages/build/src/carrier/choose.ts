import type { Carrier } from '../options.ts';

/** What decides how an output carries its stamp. */
export interface OutputKind {
  /** Whether pages start it, rather than a server, a command line or another program. */
  readonly isPage: boolean;
  /** Whether file names hold a hash of what the files hold. */
  readonly isHashed: boolean;
}

/** How an output carries its stamp; `module` is inline, in one file of fixed name. */
export type ChosenCarrier = 'page' | 'inline' | 'module';

/** The name, without its ending, of the file that holds the stamp if others bear a hash. */
export const MODULE_NAME = 'verstamp';

/** That of the file by which entries of fixed name announce the stamp: another, since chunks may have the name above. */
export const ENTRY_NAME = 'verstamp-entry';

/** Chooses the carrier of an output: hashed files never hold the stamp. */
export function chooseCarrier(carrier: Carrier, { isPage, isHashed }: OutputKind): ChosenCarrier {
  if (carrier === 'page') return 'page';
  if (!isHashed) return 'inline';
  return isPage && carrier === 'auto' ? 'page' : 'module';
}
