import type { ResolvedConfig } from 'vite';
import type { PluginState } from './state.ts';

/** The states of a plugin: builds that share it may overlap, and each has a configuration of its own. */
export interface States {
  add(config: ResolvedConfig, state: PluginState): void;
  /** Returns that of a configuration; the latest if it is not known. */
  of(config: ResolvedConfig | undefined): PluginState;
}

/** Creates the states of a plugin. */
export function createStates(): States {
  // Frameworks copy configurations, and Vite copies them for workers: all copies share their parts.
  const states = new WeakMap<ResolvedConfig['worker'], PluginState>();
  let latest: PluginState | undefined;
  return {
    add(config, state) {
      states.set(config.worker, state);
      latest = state;
    },
    of(config) {
      const state = (config && states.get(config.worker)) ?? latest;
      if (!state) throw new Error('verstamp was asked before it was configured');
      return state;
    },
  };
}
