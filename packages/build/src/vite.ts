import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import type { VerstampOptions } from './options.ts';
import { PLUGIN } from './plugin-name.ts';
import { splitBundle } from './rollup/bundle.ts';
import { splitModule } from './rollup/split.ts';
import { RESOLVE_HOOK, RESOLVED_ID } from './virtual-id.ts';
import { addBundleHooks, createWorkerFilling } from './vite/bundle-hooks.ts';
import { createRecorder } from './vite/record-after-close.ts';
import { serveDocument } from './vite/serve.ts';
import { createState, type PluginState } from './vite/state.ts';
import { addWorkerImport } from './vite/worker.ts';

export type { VerstampOptions } from './options.ts';

/**
 * The plugin for Vite: one stamp for each build, in its pages, workers and servers, without a name or a
 * hashed file changed by it.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function verstamp(options: VerstampOptions = {}): Plugin {
  const state = createState(options);
  const recorder = createRecorder(state);
  return {
    ...modulePlugin(state, 'main'),
    config: () => ({
      worker: { plugins: () => [modulePlugin(state, 'worker'), createWorkerFilling(state)] },
    }),
    configResolved(config) {
      state.configure(config);
      recorder.addPlugin(config);
      addBundleHooks(config, state);
    },
    configureServer(server) {
      server.middlewares.use(serveDocument(state));
    },
    buildStart() {
      state.begin(this.environment);
    },
    watchChange() {
      state.end();
    },
    closeBundle() {
      state.end(this.environment);
    },
    async transformIndexHtml(_html, { path }) {
      return [{ tag: 'meta', attrs: { ...(await state.stampPage(path)) }, injectTo: 'head-prepend' }];
    },
    outputOptions(output) {
      if (!state.isBuild() || state.carrier(this.environment) !== 'module') return undefined;
      const split = splitModule(output, this.meta);
      return split && ({ ...output, ...split } as typeof output);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }, bundle) {
        if (!state.isBuild()) return;
        const folder = resolve(dir ?? this.environment.config.build.outDir);
        const complaint = state.complaint(this.environment);
        if (complaint !== undefined) this.warn(complaint);
        await recorder.record(this.environment, { folder, ...splitBundle(bundle) });
      },
    },
  };
}

/** The part of the plugin that workers, which Vite bundles by themselves, need as well. */
function modulePlugin(state: PluginState, part: 'main' | 'worker'): Plugin {
  return {
    name: part === 'main' ? PLUGIN : `${PLUGIN}:worker`,
    resolveId: RESOLVE_HOOK,
    load: {
      filter: { id: RESOLVED_ID },
      async handler(id) {
        return { code: await state.load(id, this.environment, part), moduleSideEffects: false };
      },
    },
    transform: {
      // Before the others have done their part, a page or a component is not JavaScript yet.
      order: 'post',
      filter: { code: /\bnew\s+Worker\b/ },
      handler(code) {
        if (!state.isBuild() || this.environment.config.consumer === 'server') return undefined;
        const changed = addWorkerImport(code, () => this.parse(code));
        return changed === undefined ? undefined : { code: changed, map: null };
      },
    },
  };
}

export default verstamp;
export { verstamp as 'module.exports' };
