import type { Environment, Plugin } from 'vite';
import { nameExports } from './common-js.ts';
import { resolveOptions, type VerstampOptions } from './options.ts';
import { PLUGIN } from './plugin-name.ts';
import { splitBundle } from './rollup/bundle.ts';
import { splitModule } from './rollup/split.ts';
import { RESOLVE_HOOK, RESOLVED_ID } from './virtual-id.ts';
import { addBundleHooks, createWorkerSearch } from './vite/bundle-hooks.ts';
import type { Recorder } from './vite/beside.ts';
import { createRecorder } from './vite/recorder.ts';
import { serveDocument } from './vite/serve.ts';
import { checkConfig, outputFolder } from './vite/settings.ts';
import { createState, type PluginState } from './vite/state.ts';
import { createStates } from './vite/states.ts';
import { unrecorded } from './vite/unrecorded.ts';
import { addWorkerImport } from './vite/worker.ts';

export type { VerstampOptions } from './options.ts';

/**
 * The plugin for Vite: one stamp for each build, in its pages, workers and servers, without a name or a
 * hashed file changed by it.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function verstamp(options: VerstampOptions = {}): Plugin {
  const settings = resolveOptions(options);
  const states = createStates();
  const recorders = new WeakMap<PluginState, Recorder>();
  const stateOf = (environment: Environment): PluginState => states.of(environment.getTopLevelConfig());
  return {
    ...modulePlugin(PLUGIN, stateOf),
    config: () => ({
      worker: { plugins: () => [modulePlugin(`${PLUGIN}:worker`, stateOf), createWorkerSearch(stateOf)] },
    }),
    configResolved(config) {
      checkConfig(config, settings);
      const state = createState(config, settings);
      states.add(config, state);
      recorders.set(state, createRecorder(config, state));
      addBundleHooks(config, state);
    },
    configureServer(server) {
      server.middlewares.use(serveDocument(states.of(server.config)));
    },
    buildStart() {
      stateOf(this.environment).begin(this.environment);
    },
    watchChange() {
      stateOf(this.environment).end();
    },
    closeBundle() {
      const { environment } = this;
      // Rolldown has a watch close each format of a build; what ends the build there is a change.
      if (!environment.config.build.watch) stateOf(environment).end(environment);
    },
    transformIndexHtml: {
      // Before the scripts of all others.
      order: 'post',
      async handler(html, { path, server }) {
        // A build calls it as the hooks of its environment.
        const { environment } = this as { readonly environment?: Environment };
        const state = states.of(environment?.getTopLevelConfig() ?? server?.config);
        return state.stampPage(html, path, environment);
      },
    },
    outputOptions(output) {
      const { environment } = this;
      const state = stateOf(environment);
      if (!state.isBuild) return undefined;
      if (environment.config.build.write) unrecorded.add(outputFolder(output.dir, environment));
      if (state.carrier(environment) !== 'module') return undefined;
      const split = splitModule(output, this);
      return split && ({ ...output, ...split } as typeof output);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }, bundle) {
        const { environment } = this;
        const state = stateOf(environment);
        if (!state.isBuild) return;
        const folder = outputFolder(dir, environment);
        const complaint = state.complaint(environment);
        if (complaint !== undefined) this.warn(complaint);
        await recorders.get(state)?.(environment, { folder, ...splitBundle(bundle) });
      },
    },
  };
}

/** The part of the plugin that workers, which Vite bundles by themselves, need as well. */
function modulePlugin(name: string, stateOf: (environment: Environment) => PluginState): Plugin {
  return {
    name,
    resolveId: RESOLVE_HOOK,
    load: {
      filter: { id: RESOLVED_ID },
      async handler(id) {
        const { environment } = this;
        const state = stateOf(environment);
        const code = await state.load(id, environment);
        // Vite keeps the bundle of a worker until one of its files changes, and with it the placeholder of a version.
        if (state.isBuild && environment.config.isWorker && state.manifest) this.addWatchFile(state.manifest);
        return { code, moduleSideEffects: false };
      },
    },
    transform: {
      // Before the others have done their part, a page or a component is not JavaScript yet.
      order: 'post',
      filter: { code: /\bnew\s+Worker\b/ },
      handler(code) {
        const { environment } = this;
        if (!stateOf(environment).isBuild || environment.config.consumer === 'server') return undefined;
        const changed = addWorkerImport(code, () => this.parse(code));
        return changed === undefined ? undefined : { code: changed, map: null };
      },
    },
  };
}

nameExports(verstamp);
export default verstamp;
export { verstamp as 'module.exports' };
