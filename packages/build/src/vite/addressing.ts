import type { Plugin } from 'vite';
import { documentFromPage } from '../carrier/address.ts';
import { PLUGIN } from '../plugin-name.ts';
import { isEsModule } from '../rollup/names.ts';

/**
 * Writes the version document's address for code that has to find it from where it stands, since nobody knows where the
 * site will. Where nothing takes its place it still is the name alone.
 */
export function openAddress(document: string): string {
  return `././${document}`;
}

/**
 * Creates the plugin that shows modules the way to the version document. Pages that the bundler writes say where it is; from
 * others the name alone leads beside each of them, and frameworks take a relative base for pages of any depth.
 */
export function createAddressing(document: string): Plugin {
  const quoted = ['"', "'", '`'].map((quote) => quote + openAddress(document) + quote);
  return {
    name: `${PLUGIN}:addressing`,
    renderChunk: {
      // Rolldown then hands over the one chunk that has it; Rollup knows no such filter.
      filter: { code: openAddress(document) },
      handler(code, { fileName }, { format }) {
        const text = isEsModule(format) ? quoted.find((each) => code.includes(each)) : undefined;
        if (text === undefined) return undefined;
        // A name's hash is of what is put in here, so it depends on the folder and on nothing else.
        const way = `new URL(${JSON.stringify(documentFromPage(fileName, document))}, import.meta.url).href`;
        return { code: code.replaceAll(text, () => way), map: null };
      },
    },
  };
}
