import type { Plugin, ResolvedConfig } from 'vite';
import { PLUGIN } from '../plugin-name.ts';
import { collectHashed, fillBundle } from '../rollup/fill.ts';
import type { Stamper } from './stamper.ts';

/**
 * Puts the part of the plugin in front of all others that fills the stamp in: frameworks bundle a server anew
 * from what is in memory, where no blank may be left.
 *
 * @param hashed - Takes in the names that hold a hash.
 */
export function fillFirst({ plugins }: ResolvedConfig, stamper: Stamper, hashed: Set<string>): void {
  const filling: Plugin = {
    name: `${PLUGIN}:filling`,
    generateBundle: {
      order: 'pre',
      async handler(_options, bundle) {
        if (!stamper.isBuild()) return;
        collectHashed(bundle, hashed);
        const isPage = stamper.carrier(this.environment) === 'page';
        // Where pages carry the stamp, only the static module holds a blank.
        if (isPage && !stamper.hasStatic()) return;
        fillBundle(bundle, await stamper.filling(), { hashed, isPage, mayBeHashed: true });
      },
    },
  };
  (plugins as Plugin[]).unshift(filling);
}
