import type { Plugin, Rollup, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { listHashed, type Bundle } from '../rollup/bundle.ts';
import { fillBundle } from '../rollup/fill.ts';
import { stampManifest } from '../rollup/pages.ts';
import { isForeign } from './third-party.ts';
import { checkManifest } from './manifest.ts';
import type { Configured } from './settings.ts';
import type { Stamper } from './state.ts';

/**
 * Puts the parts of the plugin in their places that stamp a bundle before it is written. To each hook that takes
 * a bundle Rolldown hands all files anew, which takes as long as all that the plugin does with them: one part does
 * for a site unless other plugins make files in the same hook.
 */
export function enterGenerating({ plugins }: ResolvedConfig, stamper: Stamper): void {
  const all = plugins as Plugin[];
  const isShared = plugins.some((plugin) => isForeign(plugin) && plugin.generateBundle !== undefined);
  const place = plugins.findIndex(({ name }) => name === PLUGIN) + 1;
  all.splice(place, 0, createEmitting(stamper, isShared));
  all.unshift(createFilling(stamper));
}

/** In front of all others: frameworks bundle a server anew from what is in memory, where no blank may be left. */
function createFilling(stamper: Stamper): Plugin {
  return {
    name: `${PLUGIN}:filling`,
    generateBundle: {
      order: 'pre',
      async handler(_options, bundle) {
        if (!stamper.isBuild()) return;
        const isPage = stamper.carrier(this.environment) === 'page';
        // Where pages carry the stamp, only the static module holds a blank.
        if (!isPage || stamper.hasStatic()) {
          const scope = { hashed: listHashed(bundle), isPage, mayBeHashed: true };
          fillBundle(bundle, await stamper.filler(), scope);
        }
        if (emitsFirst(stamper, this.environment)) await emitFiles(this, bundle, stamper);
      },
    },
  };
}

/** Creates the part that stamps workers, which Vite bundles by themselves. */
export function workerFilling(stamper: Stamper): Plugin {
  return {
    name: `${PLUGIN}:worker-filling`,
    async generateBundle(_options, bundle) {
      if (!stamper.isBuild()) return;
      const scope = { hashed: listHashed(bundle), isPage: true, mayBeHashed: true };
      fillBundle(bundle, await stamper.filler(), scope);
    },
  };
}

/** Behind what Vite does by itself: it takes all assets out of most servers. */
function createEmitting(stamper: Stamper, isShared: boolean): Plugin {
  return {
    name: `${PLUGIN}:emitting`,
    applyToEnvironment: (environment) => isShared || !emitsFirst(stamper, environment),
    async generateBundle(_options, bundle) {
      if (!stamper.isBuild()) return;
      if (emitsFirst(stamper, this.environment)) await stampManifest(bundle, stamper);
      else await emitFiles(this, bundle, stamper);
    },
  };
}

type GeneratingContext = Pick<Rollup.PluginContext, 'emitFile' | 'environment'>;

async function emitFiles(context: GeneratingContext, bundle: Bundle, stamper: Stamper): Promise<void> {
  await stampManifest(bundle, stamper);
  await checkManifest(stamper, context.environment);
  const { document } = stamper.settings;
  if (document === false) return;
  context.emitFile({ type: 'asset', fileName: document, source: await stamper.document() });
}

function emitsFirst(stamper: Stamper, environment: Configured): boolean {
  return environment.config.build.emitAssets && stamper.carrier(environment) === 'page';
}
