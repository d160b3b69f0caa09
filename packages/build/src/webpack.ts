import type { WebpackPluginInstance } from 'webpack';
import { nameExports } from './common-js.ts';
import { createCompilerPlugin } from './compiler/plugin.ts';
import type { VerstampOptions } from './options.ts';

export type { VerstampOptions } from './options.ts';

/**
 * The plugin for webpack 5: one stamp for each build, in its pages, workers and servers, without a name or a
 * hashed file changed by it.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function verstamp(options: VerstampOptions = {}): WebpackPluginInstance {
  return createCompilerPlugin(options);
}

nameExports(verstamp);
export default verstamp;
export { verstamp as 'module.exports' };
