import type { Compiler } from 'webpack';
import { documentAddress } from '../carrier/address.ts';
import { MODULE_NAME } from '../carrier/choose.ts';
import { scriptExtension } from '../output/file-kind.ts';
import { formOf, type Project } from '../session.ts';
import { readVirtualId, VIRTUAL_ID } from '../virtual-id.ts';
import type { Stamping } from './assets.ts';
import { LOADER } from './loader.ts';
import type { Target } from './target.ts';

/** Makes a compiler know the virtual modules, and workers get the stamp of who starts them. */
export function addModules(
  compiler: Compiler,
  project: Project,
  { target, usage }: Pick<Stamping, 'target' | 'usage'>,
): void {
  const accessor = target.carrier === 'page' ? 'page' : 'inline';
  const documentUrl = documentAddress(target.base === '' ? '/' : target.base, project.settings.document);
  const load = (id: string): string | undefined => {
    if (!VIRTUAL_ID.test(id)) return undefined;
    const kind = readVirtualId(id);
    usage.imported.add(kind);
    return project.module(formOf(kind, accessor), documentUrl);
  };
  const use = [{ loader: LOADER, options: { load } }];
  compiler.options.module.rules.push({
    scheme: 'virtual',
    type: 'javascript/auto',
    sideEffects: false,
    use,
  });
  if (target.carrier === 'page') {
    // Both bundlers find the worker first, and then look up what is to be called.
    new compiler.webpack.ProvidePlugin({ Worker: ['virtual:verstamp/worker', 'Worker'] }).apply(compiler);
  }
  if (target.carrier === 'module') splitModule(compiler, target);
}

/** Gives the module that holds the stamp a file of fixed name, so that no hashed file holds it. */
function splitModule({ options }: Compiler, { splits }: Target): void {
  const given = options.optimization.splitChunks;
  const own = {
    test: VIRTUAL_ID,
    name: MODULE_NAME,
    filename: MODULE_NAME + likeExtension([options.output.filename, options.output.chunkFilename]),
    chunks: splits,
    enforce: true,
    priority: Number.MAX_SAFE_INTEGER,
  } as const;
  const others = given ? given.cacheGroups : { default: false as const, defaultVendors: false as const };
  options.optimization.splitChunks = { ...given, cacheGroups: { ...others, verstamp: own } };
}

/** A file that others load has to end as they do, or Node would take it for another kind of module. */
function likeExtension(names: readonly unknown[]): string {
  const given = names.find((name) => typeof name === 'string');
  return scriptExtension(given ?? '') ?? '.js';
}
