import type { Carrier } from '../options.ts';
import type { ChosenCarrier } from './choose.ts';

/** What is known of an output that is complete. */
export interface Carried {
  /** What was set. */
  readonly setting: Carrier;
  /** What was chosen for the output. */
  readonly carrier: ChosenCarrier;
  /** Whether its code asks the page for the stamp. */
  readonly isRead: boolean;
  /** Whether the build has written a page that bears the stamp, or an entry that announces it. */
  readonly isCarried: boolean;
}

/** Returns what has to be said of an output whose stamp nothing carries; `undefined` if something does. */
export function complain({ setting, carrier, isRead, isCarried }: Carried): string | undefined {
  // If pages are said to carry it, others write them.
  const isMissing = setting === 'auto' && carrier === 'page' && isRead && !isCarried;
  return isMissing ? NO_PAGE : undefined;
}

const NO_PAGE =
  'Hashed files never hold the stamp, and no page was written that could carry it. Whoever writes it has to put ' +
  '<meta name="verstamp"> before its first script, with `stamp` of virtual:verstamp or by stampTag() of @verstamp/core: ' +
  'then say verstamp({ carrier: "page" }). If there is none, as in a micro-frontend, an entry of fixed name such as ' +
  'remoteEntry.js carries the stamp; with esbuild say verstamp({ carrier: "inline" }), and import it in that entry.';
