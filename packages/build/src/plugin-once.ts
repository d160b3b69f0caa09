import { pluginTwice } from '@verstamp/core/problems';
import { PLUGIN } from './plugin-name.ts';

/**
 * Checks that one build has one plugin.
 *
 * @param plugins - All plugins of the build; webpack and Rspack take values that are none, and pass them over.
 * @throws VerstampError `PLUGIN_TWICE`.
 */
export function checkPlugins(plugins: readonly unknown[] = []): void {
  const named = plugins as readonly ({ readonly name?: unknown } | null | undefined)[];
  const count = named.filter((plugin) => plugin?.name === PLUGIN).length;
  if (count > 1) throw pluginTwice({ count });
}
