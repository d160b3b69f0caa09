import type { Plugin } from 'rollup';
import { nameExports } from './common-js.ts';
import type { VerstampOptions } from './options.ts';
import { createRollupPlugin } from './rollup/plugin.ts';

export type { VerstampOptions } from './options.ts';

/**
 * The plugin for Rollup: one stamp for each build, in all of its outputs and in the pages that other plugins
 * make, without a name or a hashed file changed by it.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function verstamp(options: VerstampOptions = {}): Plugin {
  return createRollupPlugin(options);
}

nameExports(verstamp);
export default verstamp;
export { verstamp as 'module.exports' };
