import type { Carrier } from '../options.ts';
import type { VirtualModule } from '../virtual-id.ts';
import type { ChosenCarrier } from './choose.ts';

/** What the code of a build asks for, and whether it gets it. */
export interface Usage {
  /** The virtual modules that it imports. */
  readonly imported: Set<VirtualModule>;
  /** Whether the build has written a page that bears the stamp, or an entry that announces it. */
  isCarried: boolean;
}

/** Creates the usage of a build that has read nothing yet. */
export function createUsage(): Usage {
  return { imported: new Set(), isCarried: false };
}

/** How an output that is complete carries its stamp. */
export interface OutputCarrier {
  /** What was set. */
  readonly setting: Carrier;
  /** What was chosen for the output. */
  readonly carrier: ChosenCarrier;
}

/** Returns what has to be said of an output whose stamp nothing carries; `undefined` if something does. */
export function complain(
  { imported, isCarried }: Usage,
  { setting, carrier }: OutputCarrier,
): string | undefined {
  // If pages are said to carry it, others write them.
  const isMissing = setting === 'auto' && carrier === 'page' && imported.has('accessor') && !isCarried;
  return isMissing ? NO_PAGE : undefined;
}

const NO_PAGE =
  'Hashed files never hold the stamp, and no page was written that could carry it. Whoever writes it has to put ' +
  '<meta name="verstamp"> before its first script, with `stamp` of virtual:verstamp or by stampTag() of @verstamp/core: ' +
  'then say verstamp({ carrier: "page" }). If there is none, as in a micro-frontend, an entry of fixed name such as ' +
  'remoteEntry.js carries the stamp; with esbuild say verstamp({ carrier: "inline" }), and import it in that entry.';
