import type { OnLoadResult, Plugin, PluginBuild } from 'esbuild';
import { MODULE_FILE } from './carrier/choose.ts';
import { inlineModule, pageModule } from './carrier/source.ts';
import { importingFolders, openOutputs } from './esbuild/outputs.ts';
import { PLUGIN, readTarget, type Target } from './esbuild/settings.ts';
import { resolveOptions, type Settings, type VerstampOptions } from './options.ts';
import { formatDocument } from './output/document.ts';
import { resolveIdentity } from './stamp/identity.ts';
import { beginOutput, type Output } from './stamp/run.ts';
import { formatPaddedText } from './stamp/text.ts';
import { readVirtualId, VIRTUAL_ID } from './virtual-id.ts';

export type { VerstampOptions } from './options.ts';

/**
 * The plugin for esbuild: one stamp for each build, in its servers and command lines, and for pages by
 * `stampTag`, without a name or a hashed file changed by it.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` where an option cannot be used.
 */
export function verstamp(options: VerstampOptions = {}): Plugin {
  const settings = resolveOptions(options);
  return {
    name: PLUGIN,
    setup(build) {
      const target = readTarget(build.initialOptions, settings);
      const identity = resolveIdentity(target.root, settings);
      const { revision } = settings;
      // It says which files were written, where esbuild writes them itself.
      build.initialOptions.metafile = true;
      let output: Output | undefined;
      const current = (): Output =>
        (output ??= beginOutput({ ...identity, output: target.output, revision, env: process.env }));
      build.onStart(() => {
        output = undefined;
        current();
      });
      serveModules(build, { target, settings, name: identity.name, output: current });
      finishOutput(build, { target, settings, name: identity.name, output: current });
    },
  };
}

interface Context {
  readonly target: Target;
  readonly settings: Settings;
  readonly name: string;
  /** The output that was begun last. */
  readonly output: () => Output;
}

function serveModules(build: PluginBuild, { target, settings, name, output }: Context): void {
  const documentUrl = settings.document === false ? undefined : `/${settings.document}`;
  build.onResolve({ filter: VIRTUAL_ID }, ({ path }) => {
    const isOutside = target.carrier === 'module';
    if (isOutside) return { path: moduleFile(target), external: true, sideEffects: false };
    return { path, namespace: PLUGIN, sideEffects: false };
  });
  build.onLoad({ filter: VIRTUAL_ID, namespace: PLUGIN }, async ({ path }): Promise<OnLoadResult> => {
    const isPage = target.carrier === 'page' && readVirtualId(path) === 'accessor';
    if (isPage) {
      const warnings = settings.carrier === 'auto' ? [{ text: PAGE_WARNING }] : [];
      return { contents: pageModule({ name, documentUrl }), warnings };
    }
    return { contents: inlineModule({ name, documentUrl }, formatPaddedText(await output().stamp())) };
  });
}

const PAGE_WARNING =
  'Hashed files never hold the stamp: the page has to. Put stampTag() of @verstamp/build into it before its first ' +
  'script, and say so with verstamp({ carrier: "page" }).';

function finishOutput(build: PluginBuild, { target, settings, name, output }: Context): void {
  build.onEnd(async (result) => {
    if (result.errors.length > 0) return;
    const stamp = await output().stamp();
    const { document, digests, advertised } = settings;
    const outputs = openOutputs(result, target);
    const file = moduleFile(target);
    for (const folder of importingFolders(result, target, file)) {
      const documentUrl = document === false ? undefined : `/${document}`;
      const { code } = await build.esbuild.transform(
        inlineModule({ name, documentUrl }, formatPaddedText(stamp)),
        {
          format: target.format,
        },
      );
      outputs.add(`${folder === '' ? '' : `${folder}/`}${file.slice(2)}`, code);
    }
    if (document !== false) outputs.add(document, formatDocument(stamp, advertised));
    outputs.record({ stamp, document, digests });
  });
}

/** How files import the one that holds the stamp: it stands beside them. */
function moduleFile({ extension }: Target): string {
  return `./${MODULE_FILE.replace(/\.js$/, extension)}`;
}

export default verstamp;
export { verstamp as 'module.exports' };
