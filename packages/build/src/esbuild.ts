import { posix, resolve } from 'node:path';
import { documentTaken, stampHashed } from '@verstamp/core/problems';
import type { OnLoadResult, Plugin, PluginBuild } from 'esbuild';
import { complain, type Usage } from './carrier/usage.ts';
import { nameExports } from './common-js.ts';
import { hasOutput, importingFolders } from './esbuild/metafile.ts';
import { openOutputs } from './esbuild/open-outputs.ts';
import { withSource } from './esbuild/source-map.ts';
import { readTarget, type Target } from './esbuild/settings.ts';
import { resolveOptions, type VerstampOptions } from './options.ts';
import { PLUGIN } from './plugin-name.ts';
import { createProject, type Project, type Session } from './session.ts';
import { readVirtualId, VIRTUAL_ID } from './virtual-id.ts';

export type { VerstampOptions } from './options.ts';

/**
 * The plugin for esbuild: one stamp for each build, in its servers and command lines, and for pages by
 * `stampTag` of `@verstamp/core`, without a name or a hashed file changed by it.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function verstamp(options: VerstampOptions = {}): Plugin {
  const settings = resolveOptions(options);
  return {
    name: PLUGIN,
    setup(build) {
      const { initialOptions: given } = build;
      const target = readTarget(given, settings);
      // Other bundlers of the run look for the package from there, too, though it may be a link.
      const project = createProject(resolve(given.absWorkingDir ?? '.'), settings);
      // It says which files were written, if esbuild writes them itself.
      given.metafile = true;
      let begun: Promise<Session> | undefined;
      const begin = async (): Promise<Session> => {
        const session = project.begin(target.output);
        await session.stamp();
        return session;
      };
      const current = async (): Promise<Session> => (begun ??= begin());
      // Files are written before a build ends: by then it is too late to be refused a revision.
      build.onStart(async () => {
        begun = begin();
        await begun;
      });
      const isImported = serveModules(build, { target, project, current });
      finishOutput(build, { target, project, current, isImported });
    },
  };
}

interface Serving {
  readonly target: Target;
  readonly project: Project;
  /** Resolves once the build has its stamp, and rejects if it gets none. */
  readonly current: () => Promise<Session>;
}

/** Code that asks the page for the stamp: esbuild writes no page. */
const READ: Usage = { imported: new Set(['accessor']), isCarried: false };

/** Serves the virtual modules; what it returns tells whether any is imported from a file beside. */
function serveModules(build: PluginBuild, { target, project, current }: Serving): () => boolean {
  let isImported = false;
  const { carrier: setting } = project.settings;
  const { documentUrl } = target;
  const carrierOf = (path: string) =>
    readVirtualId(path) === 'static' ? target.staticCarrier : target.carrier;
  build.onResolve({ filter: VIRTUAL_ID }, ({ path, kind }) => {
    const isOutside = carrierOf(path) === 'module';
    if (isOutside && target.format === 'iife') throw stampHashed({ file: path });
    isImported ||= isOutside;
    // An ES module imports the file beside it, and cannot `require` it: a module of the bundle does so in its place.
    const isRequired = kind === 'require-call' && target.format === 'esm';
    const found =
      isOutside && !isRequired ? { path: target.file, external: true } : { path, namespace: PLUGIN };
    return { ...found, sideEffects: false };
  });
  build.onLoad({ filter: VIRTUAL_ID, namespace: PLUGIN }, async ({ path }): Promise<OnLoadResult> => {
    // esbuild goes on to load modules if that failed: a ledger that is out of reach is not to be asked again.
    const session = await current();
    const carrier = carrierOf(path);
    if (carrier === 'module') return { contents: `export * from '${path}';` };
    if (carrier === 'inline') {
      const source = project.module('inline', documentUrl);
      return { contents: withSource(await session.filledModule(documentUrl), path, source) };
    }
    const text = complain(READ, { setting, carrier });
    const contents = project.module('page', documentUrl);
    return { contents, warnings: text ? [{ text }] : [] };
  });
  return () => isImported;
}

interface Finishing extends Serving {
  readonly isImported: () => boolean;
}

function finishOutput(build: PluginBuild, { target, project, current, isImported }: Finishing): void {
  build.onEnd(async (result) => {
    if (result.errors.length > 0) return;
    const { document, digests } = project.settings;
    const session = await current();
    if (document !== false && hasOutput(result, target, document)) throw documentTaken({ path: document });
    const outputs = openOutputs(result, target, build.initialOptions);
    for (const folder of isImported() ? importingFolders(result, target) : []) {
      const source = await session.filledModule(target.documentUrl);
      const { code, map } = await build.esbuild.transform(source, target.writing);
      const path = posix.join(folder, target.file);
      outputs.add(path, code);
      if (map) outputs.add(`${path}.map`, map);
    }
    if (document !== false) outputs.add(document, await session.document());
    outputs.record({ stamp: await session.stamp(), document, digests });
  });
}

nameExports(verstamp);
export default verstamp;
export { verstamp as 'module.exports' };
