import type { Plugin } from 'vite';
import { PLUGIN } from '../plugin-name.ts';

const OWN = /^(?:vite|builtin|native):|^(?:alias|commonjs)$/;

/** Tells whether a plugin is neither Vite's own nor ours; those of third parties have names such as `vite-plugin-pwa`. */
export function isThirdParty({ name }: Pick<Plugin, 'name'>): boolean {
  return !name.startsWith(PLUGIN) && !OWN.test(name);
}
