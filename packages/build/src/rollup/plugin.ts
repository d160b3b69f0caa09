import { dirname, resolve } from 'node:path';
import { documentAddress } from '../carrier/address.ts';
import { complain, createUsage } from '../carrier/usage.ts';
import { resolveOptions, type VerstampOptions } from '../options.ts';
import { writeRecords } from '../output/write.ts';
import { PLUGIN } from '../plugin-name.ts';
import { checkPlugins } from '../plugin-once.ts';
import { createSession, formOf, type Session } from '../session.ts';
import { readVirtualId, RESOLVE_HOOK, RESOLVED_ID } from '../virtual-id.ts';
import { listHashed, splitBundle, type Bundle } from './bundle.ts';
import { emitDocument, type Emitting } from './document.ts';
import { stampEntries } from './entries.ts';
import { fillBundle } from './fill.ts';
import { stampManifest, stampPages } from './pages.ts';
import { outputCarrier, type OutputSettings } from './settings.ts';
import { splitModule } from './split.ts';

/** What the hooks use of the object that the bundler calls them on. */
interface PluginContext extends Emitting {
  readonly meta: object;
  warn(message: string): void;
}

/** The parts of the bundler's input options that the plugin goes by. */
interface InputOptions {
  readonly cwd?: string | undefined;
  readonly input?: unknown;
  readonly platform?: unknown;
  readonly plugins?: readonly unknown[] | undefined;
}

/** The hooks of Rollup that Rolldown has too, as far as the plugin uses them; none is called for each module. */
export interface RollupHooks {
  readonly name: string;
  buildStart(this: void, input: InputOptions): void;
  readonly resolveId: typeof RESOLVE_HOOK;
  readonly load: {
    readonly filter: { readonly id: RegExp };
    handler(this: void, id: string): { readonly code: string; readonly moduleSideEffects: boolean };
  };
  outputOptions<T extends OutputSettings>(this: { readonly meta: object }, output: T): T | null;
  renderStart(this: void, output: OutputSettings, input: InputOptions): void;
  readonly generateBundle: {
    readonly order: 'post';
    handler(this: PluginContext, output: OutputSettings, bundle: Bundle): Promise<void>;
  };
  readonly writeBundle: {
    readonly order: 'post';
    readonly sequential: true;
    handler(this: PluginContext, output: OutputSettings, bundle: Bundle): Promise<void>;
  };
}

/**
 * Creates the plugin for Rollup and Rolldown. Modules are loaded before the outputs are known: the module that programs
 * import has a placeholder, and each output fills it or leaves it to the page.
 *
 * @throws VerstampError `BUILD_OPTION` or `RULE_SYNTAX` if an option cannot be used.
 */
export function createRollupPlugin(options: VerstampOptions): RollupHooks {
  const settings = resolveOptions(options);
  const { document } = settings;
  let session: Session | undefined;
  let platform: unknown;
  const usage = createUsage();
  const current = (): Session => (session ??= createSession(process.cwd(), settings));
  const carrierOf = (output: OutputSettings) => outputCarrier(settings.carrier, output, platform);
  return {
    name: PLUGIN,
    buildStart(input) {
      checkPlugins(input.plugins);
      ({ platform } = input);
      const folder = resolve(input.cwd ?? '.');
      session = createSession(folder, settings);
    },
    resolveId: RESOLVE_HOOK,
    load: {
      filter: { id: RESOLVED_ID },
      handler(id) {
        const kind = readVirtualId(id);
        usage.imported.add(kind);
        const documentUrl = documentAddress('/', document);
        const form = formOf(kind, settings.carrier === 'page' ? 'page' : 'either');
        return { code: current().module(form, documentUrl), moduleSideEffects: false };
      },
    },
    outputOptions(output) {
      if (carrierOf(output) !== 'module') return null;
      const split = splitModule(output, this.meta);
      return split ? { ...output, ...split } : null;
    },
    renderStart({ dir, file, format, entryFileNames }, { input }) {
      const { root } = current().identity;
      const folder = resolve(dir ?? file ?? '');
      // Names that are computed are told apart by the code that computes them.
      current().begin(JSON.stringify(['rollup', root, input, folder, format, String(entryFileNames)]));
    },
    generateBundle: {
      order: 'post',
      async handler(output, bundle) {
        const carrier = carrierOf(output);
        const isPage = carrier === 'page';
        const scope = {
          hashed: listHashed(bundle),
          isPage,
          mayBeHashed: !isPage || usage.imported.has('static'),
        };
        fillBundle(bundle, await current().filler(), scope);
        await stampManifest(bundle, current());
        // The pages of one output may start the others as well; Rolldown begins to build anew for each of them.
        if (await stampPages(bundle, current(), output.assetFileNames)) usage.isCarried = true;
        const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
        const entries = { session: current(), carrier, format: output.format, base: '', emit };
        const isRead = usage.imported.has('accessor');
        if (isRead && (await stampEntries(bundle, entries))) usage.isCarried = true;
        const complaint = complain(usage, { setting: settings.carrier, carrier });
        if (complaint !== undefined) this.warn(complaint);
        await emitDocument(this, bundle, current());
      },
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir, file }, bundle) {
        const folder = resolve(dir ?? dirname(file ?? ''));
        const { digests } = settings;
        const stamp = await current().stamp();
        writeRecords(folder, { stamp, document, digests, ...splitBundle(bundle) });
      },
    },
  };
}
