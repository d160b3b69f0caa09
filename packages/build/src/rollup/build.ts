import { dirname, resolve } from 'node:path';
import { documentAddress } from '../carrier/address.ts';
import { complain, createUsage } from '../carrier/usage.ts';
import type { Settings } from '../options.ts';
import { writeRecords } from '../output/write.ts';
import { checkPlugins } from '../plugin-once.ts';
import { createProject, formOf, type Project, type Session } from '../session.ts';
import { outputKey } from '../stamp/run.ts';
import { readVirtualId, RESOLVE_HOOK, RESOLVED_ID } from '../virtual-id.ts';
import { listHashed, splitBundle, type Bundle } from './bundle.ts';
import { emitDocument, type Emitting } from './document.ts';
import { stampEntries } from './entries.ts';
import { fillBundle } from './fill.ts';
import { stampManifest, stampPages } from './pages.ts';
import { identifyOutput, outputCarrier, type OutputSettings } from './settings.ts';
import { splitModule, type SplitContext } from './split.ts';

/** What the hooks use of the object that the bundler calls them on. */
interface PluginContext extends Emitting {
  readonly meta: object;
  warn(message: string): void;
}

/** The parts of the bundler's input options that the plugin goes by before a build starts. */
export interface InputOptions {
  readonly cwd?: string | undefined;
  readonly platform?: unknown;
}

/** Those of a build that has started. */
interface StartedOptions extends InputOptions {
  readonly input?: unknown;
  readonly plugins?: readonly unknown[] | undefined;
}

/** The hooks of Rollup that Rolldown has too, as far as the plugin uses them; none is called for each module. */
export interface BuildHooks {
  buildStart(this: void, input: StartedOptions): void;
  readonly resolveId: typeof RESOLVE_HOOK;
  readonly load: {
    readonly filter: { readonly id: RegExp };
    handler(this: void, id: string): { readonly code: string; readonly moduleSideEffects: boolean };
  };
  watchChange(this: void): void;
  outputOptions<T extends OutputSettings>(this: SplitContext, output: T): T | null;
  renderStart(this: void, output: OutputSettings, input: StartedOptions): void;
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
 * The hooks of one build; its outputs may be made at the same time.
 *
 * @param given - Without them they are the hooks of any builds, one at a time.
 */
export function createBuild(settings: Settings, given?: InputOptions): BuildHooks {
  const { document } = settings;
  let { cwd = '.', platform } = given ?? {};
  const usage = createUsage();
  const asked = new Set<string>();
  let project: Project | undefined;
  const current = (): Project => (project ??= createProject(resolve(cwd), settings));
  const sessions = new WeakMap<OutputSettings, Session>();
  const sessionOf = (output: OutputSettings): Session => {
    const session = sessions.get(output);
    if (!session) throw new Error('an output that has not begun has no stamp');
    return session;
  };
  const accessor = settings.carrier === 'page' ? 'page' : 'either';
  const carrierOf = (output: OutputSettings) => outputCarrier(settings.carrier, output, platform);
  return {
    buildStart(input) {
      checkPlugins(input.plugins);
      // What wraps a plugin may keep the options from it until now.
      ({ cwd = cwd, platform = platform } = input);
      // Rolldown starts anew for each output of a build, which has one version.
      if (!given) project = undefined;
      current();
    },
    resolveId: RESOLVE_HOOK,
    load: {
      filter: { id: RESOLVED_ID },
      handler(id) {
        const kind = readVirtualId(id);
        usage.imported.add(kind);
        const documentUrl = documentAddress('/', document);
        const form = formOf(kind, accessor);
        return { code: current().module(form, documentUrl), moduleSideEffects: false };
      },
    },
    watchChange() {
      project?.end();
      project = undefined;
    },
    outputOptions(output) {
      const key = outputKey(identifyOutput(cwd, output));
      // Rolldown asks before it starts: an output that is made again is of another build, and so is what follows.
      if (asked.has(key)) {
        project = undefined;
        asked.clear();
      }
      asked.add(key);
      if (carrierOf(output) !== 'module') return null;
      const split = splitModule(output, this);
      return split ? { ...output, ...split } : null;
    },
    renderStart(output, { input }) {
      sessions.set(output, current().begin(['rollup', input, ...identifyOutput(cwd, output)]));
    },
    generateBundle: {
      order: 'post',
      async handler(output, bundle) {
        const session = sessionOf(output);
        const carrier = carrierOf(output);
        const isPage = carrier === 'page';
        const scope = {
          hashed: listHashed(bundle),
          isPage,
          mayBeHashed: !isPage || usage.imported.has('static'),
        };
        fillBundle(bundle, await session.filler(), scope);
        await stampManifest(bundle, session);
        // The pages of one output may start the others as well; Rolldown begins to build anew for each of them.
        if (await stampPages(bundle, session, output.assetFileNames)) usage.isCarried = true;
        const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
        const entries = { session, carrier, accessor, format: output.format, base: '', emit } as const;
        if (usage.imported.size > 0 && (await stampEntries(bundle, entries))) usage.isCarried = true;
        const complaint = complain(usage, { setting: settings.carrier, carrier });
        if (complaint !== undefined) this.warn(complaint);
        await emitDocument(this, bundle, session);
      },
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler(output, bundle) {
        const stamp = await sessionOf(output).stamp();
        const { digests } = settings;
        writeRecords(outputFolder(cwd, output), { stamp, document, digests, ...splitBundle(bundle) });
      },
    },
  };
}

/** Returns the folder that an output is written to; Rollup has to be told, and Rolldown takes `dist`. */
function outputFolder(cwd: string, { dir, file = 'dist/*' }: OutputSettings): string {
  return resolve(cwd, dir ?? dirname(file));
}
