import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import type { VerstampOptions } from './options.ts';
import { splitBundle } from './rollup/bundle.ts';
import { splitModule } from './rollup/split.ts';
import { createClosing } from './vite/record-after-close.ts';
import { enterGenerating, workerFilling } from './vite/bundle-hooks.ts';
import { serveDocument } from './vite/serve.ts';
import { PLUGIN } from './plugin-name.ts';
import { createStamper, type Stamper } from './vite/state.ts';
import { addWorkerImport } from './vite/worker.ts';
import { RESOLVE_HOOK, RESOLVED_ID } from './virtual-id.ts';

export type { VerstampOptions } from './options.ts';

/**
 * The plugin for Vite: one stamp for each build, in its pages, workers and servers, without a name or a
 * hashed file changed by it.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` where an option cannot be used.
 */
export function verstamp(options: VerstampOptions = {}): Plugin {
  const stamper = createStamper(options);
  const closing = createClosing(stamper);
  return {
    ...modulePlugin(stamper, 'main'),
    config: () => ({ worker: { plugins: () => [modulePlugin(stamper, 'worker'), workerFilling(stamper)] } }),
    configResolved(config) {
      stamper.configure(config);
      closing.enter(config);
      enterGenerating(config, stamper);
    },
    configureServer(server) {
      server.middlewares.use(serveDocument(stamper));
    },
    buildStart() {
      stamper.begin(this.environment);
    },
    watchChange() {
      stamper.end();
    },
    closeBundle() {
      stamper.end(this.environment);
    },
    async transformIndexHtml(_html, { path }) {
      return [{ tag: 'meta', attrs: { ...(await stamper.tag(path)) }, injectTo: 'head-prepend' }];
    },
    outputOptions(output) {
      if (!stamper.isBuild() || stamper.carrier(this.environment) !== 'module') return undefined;
      const split = splitModule(output, this.meta);
      return split && ({ ...output, ...split } as typeof output);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }, bundle) {
        if (!stamper.isBuild()) return;
        const folder = resolve(dir ?? this.environment.config.build.outDir);
        const complaint = stamper.complaint(this.environment);
        if (complaint !== undefined) this.warn(complaint);
        await closing.record(this.environment, { folder, ...splitBundle(bundle) });
      },
    },
  };
}

/** The part of the plugin that workers, which Vite bundles by themselves, need as well. */
function modulePlugin(stamper: Stamper, part: 'main' | 'worker'): Plugin {
  return {
    name: part === 'main' ? PLUGIN : `${PLUGIN}:worker`,
    resolveId: RESOLVE_HOOK,
    load: {
      filter: { id: RESOLVED_ID },
      async handler(id) {
        return { code: await stamper.load(id, this.environment, part), moduleSideEffects: false };
      },
    },
    transform: {
      // Before the others have done their part, a page or a component is no JavaScript yet.
      order: 'post',
      filter: { code: /\bnew\s+Worker\b/ },
      handler(code) {
        if (!stamper.isBuild() || this.environment.config.consumer === 'server') return undefined;
        const changed = addWorkerImport(code, () => this.parse(code));
        return changed === undefined ? undefined : { code: changed, map: null };
      },
    },
  };
}

export default verstamp;
export { verstamp as 'module.exports' };
