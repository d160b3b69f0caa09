import { createRequire } from 'node:module';
import type * as Util from 'node:util';

/**
 * Node's module of that name. An import would ask for everything that it exports, and load it: four milliseconds of
 * every command.
 */
export const util: Pick<typeof Util, 'parseArgs' | 'stripVTControlCharacters' | 'styleText'> = createRequire(
  import.meta.url,
)('node:util') as typeof Util;
