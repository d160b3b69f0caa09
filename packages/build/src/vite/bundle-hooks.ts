import type { Environment, Plugin, Rollup, ResolvedConfig } from 'vite';
import { isRelativeBase } from '../carrier/address.ts';
import { PLUGIN } from '../plugin-name.ts';
import { listHashed, type Bundle } from '../rollup/bundle.ts';
import { emitDocument } from '../rollup/document.ts';
import { fillAssets, fillBundle } from '../rollup/fill.ts';
import { stampManifest } from '../rollup/pages.ts';
import type { Session } from '../session.ts';
import { createAddressing } from './addressing.ts';
import { checkManifest } from './manifest.ts';
import { mayHoldStamp, type Configured } from './settings.ts';
import type { PluginState } from './state.ts';
import { isThirdParty } from './third-party.ts';

/**
 * Adds the plugins that stamp a bundle before it is written to those of a configuration. To each hook that takes a
 * bundle Rolldown hands all files anew, which takes as long as all that is done with them here: one plugin does for a
 * site unless those of third parties make files in the same hook.
 */
export function addBundleHooks(config: ResolvedConfig, state: PluginState): void {
  const { plugins, base } = config;
  const { document } = state.settings;
  const all = plugins as Plugin[];
  const isShared = plugins.some((plugin) => isThirdParty(plugin) && plugin.generateBundle !== undefined);
  const place = plugins.findIndex(({ name }) => name === PLUGIN) + 1;
  all.splice(place, 0, createEmitting(state, isShared));
  if (document !== false && isRelativeBase(base)) all.splice(place, 0, createAddressing(document));
  if (mayHoldStamp(config)) {
    // A Vite that calls it otherwise still has it before the last.
    const worker = plugins.findIndex(({ name }) => name === 'vite:worker');
    all.splice(worker < 0 ? all.length : worker + 1, 0, createWorkerFilling(state));
  }
  all.unshift(createFilling(state, isShared));
}

/** Stands in front of all others: frameworks bundle a server anew from memory, where no placeholder may be left. */
function createFilling(state: PluginState, isShared: boolean): Plugin {
  return {
    name: `${PLUGIN}:filling`,
    generateBundle: {
      order: 'pre',
      async handler({ format }, bundle) {
        if (!state.isBuild) return;
        const isPage = state.carrier(this.environment) === 'page';
        // If pages carry the stamp, only the static module holds a placeholder.
        if (!isPage || state.hasStatic())
          await fillAll(bundle, { session: state.session(this.environment), isPage });
        if (!isShared && emitsFirst(state, this.environment))
          await emitFiles(this, bundle, { state, format });
      },
    },
  };
}

/**
 * Creates the plugin that finds the workers which hold the stamp. Vite bundles them by themselves, keeps the bundle in a
 * watch until they change, and may put one into the code that starts it: they are filled with the bundle that has them.
 */
export function createWorkerSearch(stateOf: (environment: Environment) => PluginState): Plugin {
  return {
    name: `${PLUGIN}:worker-search`,
    async generateBundle(_options, bundle) {
      const state = stateOf(this.environment);
      if (!state.isBuild) return;
      const hashed = listHashed(bundle);
      const fill = await state.session(this.environment).filler();
      for (const [file, chunk] of Object.entries(bundle)) {
        const fillable = { file, isHashed: hashed.has(file), isPage: true };
        if (chunk.type === 'chunk' && fill(chunk.code, fillable) !== undefined) state.workers.add(file);
      }
    },
  };
}

/** Stands behind the plugin by which Vite adds workers, and before all that pack or list them. */
function createWorkerFilling(state: PluginState): Plugin {
  return {
    name: `${PLUGIN}:worker-filling`,
    async generateBundle(_options, bundle) {
      if (state.workers.size === 0) return;
      fillAssets(bundle, await state.session(this.environment).filler(), state.workers);
    },
  };
}

interface Filling {
  readonly session: Session;
  readonly isPage: boolean;
}

async function fillAll(bundle: Bundle, { session, isPage }: Filling): Promise<void> {
  const scope = { hashed: listHashed(bundle), isPage, mayBeHashed: true };
  fillBundle(bundle, await session.filler(), scope);
}

/** Comes after what Vite does by itself, which takes all assets out of most servers, and after what others emit. */
function createEmitting(state: PluginState, isShared: boolean): Plugin {
  return {
    name: `${PLUGIN}:emitting`,
    applyToEnvironment: (environment) => isShared || !emitsFirst(state, environment),
    generateBundle: {
      order: 'post',
      async handler({ format }, bundle) {
        if (state.isBuild) await emitFiles(this, bundle, { state, format });
      },
    },
  };
}

type GeneratingContext = Pick<Rollup.PluginContext, 'emitFile' | 'environment'>;

interface Emitting {
  readonly state: PluginState;
  readonly format: unknown;
}

async function emitFiles(
  context: GeneratingContext,
  bundle: Bundle,
  { state, format }: Emitting,
): Promise<void> {
  const { environment } = context;
  const session = state.session(environment);
  await stampManifest(bundle, session);
  await checkManifest(session, environment);
  const emit = (fileName: string, source: string) => context.emitFile({ type: 'asset', fileName, source });
  await state.stampEntries(bundle, { session, carrier: state.carrier(environment), format, emit });
  await emitDocument(context, bundle, session);
}

function emitsFirst(state: PluginState, environment: Configured): boolean {
  return environment.config.build.emitAssets && state.carrier(environment) === 'page';
}
