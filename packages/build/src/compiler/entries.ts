import type { Chunk, Compilation, Module } from 'webpack';
import { announceStamp } from '../carrier/entry.ts';
import { documentTag } from '../carrier/tag.ts';
import { scriptExtension } from '../output/file-kind.ts';
import { formatPlaceholder } from '../stamp/placeholder.ts';
import { createHashCheck, isHotUpdate, type Stamping } from './assets.ts';
import { placeOf } from './place.ts';

/**
 * Lets the entries of fixed name announce the stamp to the hashed files that they load, as those of micro-frontends do
 * which any page may start. It is a placeholder until minifiers and source maps are done with it.
 */
export function stampEntries(compilation: Compilation, stamping: Stamping): void {
  const { session, target, usage } = stamping;
  if (target.carrier !== 'page' || !usage.imported.has('accessor')) return;
  const { ConcatSource } = compilation.compiler.webpack.sources;
  const { name } = session.identity;
  const content = formatPlaceholder(session.identity, 'required');
  const kind = compilation.outputOptions.module ? 'module' : 'script';
  for (const file of listEntries(compilation)) {
    // All of an entry's modules are run by its own code, behind this line, in whichever file they are.
    const tag = { content, ...documentTag(placeOf(compilation, file, stamping)) };
    const line = announceStamp({ name, tag }, kind);
    compilation.updateAsset(file, (source) => new ConcatSource(line, '\n', source));
    usage.isCarried = true;
  }
}

/** Lists the files of fixed name by which code is started that reads the stamp. */
function listEntries(compilation: Compilation): readonly string[] {
  const isHashed = createHashCheck(compilation);
  return [...compilation.entrypoints.values()].flatMap((entry) => {
    const chunk = entry.getEntrypointChunk();
    const scripts = [...chunk.files].filter((file) => scriptExtension(file) !== undefined && !isHashed(file));
    const files = scripts.filter((file) => !isHotUpdate(compilation.getAsset(file)));
    return files.length > 0 && isReading(compilation, chunk) ? files : [];
  });
}

function isReading({ chunkGraph }: Compilation, entry: Chunk): boolean {
  return [...entry.getAllReferencedChunks()].some((chunk) =>
    [...chunkGraph.getChunkModulesIterable(chunk)].some(isAccessor),
  );
}

/** Modules that were put into one hold the others. */
function isAccessor(
  module: Module & { readonly modules?: readonly Module[]; readonly resource?: string },
): boolean {
  return module.resource === 'virtual:verstamp' || module.modules?.some(isAccessor) === true;
}
