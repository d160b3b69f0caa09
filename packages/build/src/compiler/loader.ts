import { fileURLToPath } from 'node:url';

/** What webpack and Rspack call the loader on, as far as it uses it. */
interface LoaderContext {
  readonly resource: string;
  cacheable(isCacheable: boolean): void;
  getOptions(): { readonly load: (id: string) => string | undefined };
}

/** The path by which the bundlers load this file. */
export const LOADER: string = fileURLToPath(import.meta.url);

/**
 * Returns a virtual module's code before anything is read: both bundlers ask the loader of a scheme first.
 * What is not the plugin's is left to others. The file imports nothing, since bundlers load it by themselves.
 */
export function pitch(this: LoaderContext): string | undefined {
  // Name, version and base are in the text, and in no key of a cache.
  // oxlint-disable-next-line oxc/no-this-in-exported-function -- loaders are called so
  this.cacheable(false);
  // oxlint-disable-next-line oxc/no-this-in-exported-function -- loaders are called so
  return this.getOptions().load(this.resource);
}

/** Returns what others have read as it is. */
export default function pass(source: string): string {
  return source;
}
