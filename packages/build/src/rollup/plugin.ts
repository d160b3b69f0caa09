import { resolveOptions, type VerstampOptions } from '../options.ts';
import { PLUGIN } from '../plugin-name.ts';
import { createBuild, type BuildHooks, type InputOptions } from './build.ts';

/** The plugin's hooks, and the one by which a build gets a plugin of its own. */
export interface RollupPlugin extends BuildHooks {
  readonly name: string;
  readonly options: {
    readonly order: 'post';
    handler<T extends InputOptions & { readonly plugins?: unknown }>(this: void, input: T): Promise<T>;
  };
}

/**
 * Creates the plugin for Rollup and Rolldown. Modules are loaded before the outputs are known: the module that programs
 * import has a placeholder, and each output fills it or leaves it to the page.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function createRollupPlugin(given: VerstampOptions): RollupPlugin {
  const settings = resolveOptions(given);
  const options: RollupPlugin['options'] = {
    order: 'post',
    async handler(input) {
      // Builds that share a plugin may overlap, and be for other platforms and folders.
      const own = createBuild(settings, input);
      const bind = (plugin: object) => (isUnchanged(plugin) ? { ...plugin, ...own } : plugin);
      return { ...input, plugins: await mapPlugins(input.plugins, bind) };
    },
  };
  const hooks = { options, ...createBuild(settings) };
  // What wraps a hook has to be called; these hooks serve one build at a time.
  const isUnchanged = (plugin: object): boolean =>
    Object.entries(hooks).every(([name, hook]) => Reflect.get(plugin, name) === hook);
  return { name: PLUGIN, ...hooks };
}

/** Maps plugins as configurations hold them: in lists of lists, promised, or left out. */
async function mapPlugins(given: unknown, map: (plugin: object) => object): Promise<unknown> {
  const plugin = await given;
  if (Array.isArray(plugin)) return Promise.all(plugin.map(async (item) => mapPlugins(item, map)));
  return typeof plugin === 'object' && plugin !== null ? map(plugin) : plugin;
}
