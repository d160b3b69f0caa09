import type { Plugin } from 'vite';
import { PLUGIN } from '../plugin-name.ts';

const OWN = /^(?:vite|builtin|native):|^(?:alias|commonjs)$/;

/** Whether a plugin is neither Vite's own nor ours; many that others wrote have names such as `vite-plugin-pwa`. */
export function isForeign({ name }: Pick<Plugin, 'name'>): boolean {
  return !name.startsWith(PLUGIN) && !OWN.test(name);
}
