import { join } from 'node:path';
import type { Environment, ResolvedConfig } from 'vite';
import { documentAddress, isRelativeBase } from '../carrier/address.ts';
import type { ChosenCarrier } from '../carrier/choose.ts';
import { insertTag } from '../carrier/head.ts';
import { pageTag } from '../carrier/tag.ts';
import { complain, createUsage } from '../carrier/usage.ts';
import type { Settings } from '../options.ts';
import type { Bundle } from '../rollup/bundle.ts';
import { stampEntries, type EntryInput } from '../rollup/entries.ts';
import { createProject, formOf, type Session } from '../session.ts';
import { readVirtualId } from '../virtual-id.ts';
import { environmentCarrier, readSite, workerCarrier, type Configured } from './settings.ts';

/** What the hooks of the plugin ask: the state of one evaluation of the configuration. */
export interface PluginState {
  readonly settings: Settings;
  /** Whether files are built that go out. */
  readonly isBuild: boolean;
  /** The files of workers that hold the stamp. */
  readonly workers: Set<string>;
  /** The file that the version was read from; `undefined` if it was given. */
  readonly manifest: string | undefined;
  /** Begins an environment's build, unless it goes on with another of its outputs. */
  begin(environment: Environment): void;
  /** Ends it, or all of them, so that the next one has a stamp of its own. */
  end(environment?: Environment): void;
  /** Returns the session of an environment's build, or of the dev server; of the latest build for workers and unknown environments. */
  session(environment: Environment | undefined): Session;
  /** Returns how an environment's output carries the stamp. */
  carrier(environment: Configured): ChosenCarrier;
  /** Writes a virtual module. */
  load(id: string, environment: Environment): Promise<string>;
  /** Tells whether a module that bears the stamp itself was asked for. */
  hasStatic(): boolean;
  /** Lets entries of fixed name bring the stamp along, if anything asks for it. */
  stampEntries(bundle: Bundle, input: Omit<EntryInput, 'base'>): Promise<void>;
  /** Returns what has to be said of an output that is complete, if nothing carries its stamp. */
  complaint(environment: Environment): string | undefined;
  /** Lets a page of the build carry the stamp, and takes note of that. */
  stampPage(html: string, page: string, environment: Environment | undefined): Promise<string>;
  /** The version document's path under the site's root, if there is one. */
  documentPath(): string | undefined;
}

/**
 * Creates the state of one evaluation of the configuration.
 *
 * @throws VerstampError `PACKAGE_UNUSABLE` or `BUILD_OPTION` if there is nothing to stamp by.
 */
export function createState(config: ResolvedConfig, settings: Settings): PluginState {
  const { isBuild, base } = readSite(config);
  const project = createProject(config.root, settings);
  const served = isBuild ? undefined : project.serve();
  /** The sessions of the environments; one that has ended is still asked for late files. */
  const sessions = new Map<string, Session>();
  const begun = new Set<string>();
  let latest: Session | undefined;
  const usage = createUsage();
  /** Whether hashed files import the stamp from one of fixed name. */
  let isHeld = false;

  const begin = (environment: Environment): Session => {
    latest = project.begin(outputKey(environment));
    begun.add(environment.name);
    sessions.set(environment.name, latest);
    return latest;
  };
  const state: PluginState = {
    settings,
    isBuild,
    workers: new Set(),
    manifest: settings.version === undefined ? join(project.identity.root, 'package.json') : undefined,
    begin(environment) {
      // With Rolldown a build starts again for each of its formats.
      if (isBuild && !begun.has(environment.name)) begin(environment);
    },
    end(environment) {
      if (environment) begun.delete(environment.name);
      else {
        begun.clear();
        project.end();
      }
    },
    session(environment) {
      const isOwn = environment !== undefined && !environment.config.isWorker;
      const session = served ?? (isOwn ? (sessions.get(environment.name) ?? begin(environment)) : latest);
      if (!session) throw new Error('a build that has not begun has no stamp');
      return session;
    },
    carrier: (environment) => (isBuild ? environmentCarrier(environment, settings) : 'inline'),
    async load(id, environment) {
      const kind = readVirtualId(id);
      const documentUrl = documentAddress(base, settings.document);
      if (served && kind !== 'worker') return served.filledModule(documentUrl);
      // Workers are bundled by themselves, and not named as the rest is.
      const choose = environment.config.isWorker ? workerCarrier : environmentCarrier;
      const carrier = choose(environment, settings);
      const isPage = carrier === 'page';
      // Code that bears the stamp, or imports it from a file that does, asks no page.
      if (kind !== 'accessor' || isPage) usage.imported.add(kind);
      else isHeld ||= carrier === 'module';
      return project.module(formOf(kind, isPage ? 'page' : 'inline'), documentUrl);
    },
    hasStatic: () => usage.imported.has('static'),
    async stampEntries(bundle, input) {
      if (!usage.imported.has('accessor') && !isHeld) return;
      if (await stampEntries(bundle, { ...input, base })) usage.isCarried = true;
    },
    complaint: (environment) =>
      complain(usage, { setting: settings.carrier, carrier: state.carrier(environment) }),
    async stampPage(html, page, environment) {
      usage.isCarried = true;
      const stamp = await state.session(environment).stamp();
      return insertTag(html, stamp.name, pageTag(stamp, { page, base, document: settings.document }));
    },
    documentPath() {
      if (settings.document === false) return undefined;
      // On a dev server a relative base means the root, and a base with an origin its path.
      return new URL(join(isRelativeBase(base) ? '/' : base, settings.document), 'http://localhost').pathname;
    },
  };
  return state;
}

/** The states of a plugin: builds that share it may overlap, and each has a configuration of its own. */
export interface States {
  add(config: ResolvedConfig, state: PluginState): void;
  /** Returns that of a configuration; the latest if it is not known. */
  of(config: ResolvedConfig | undefined): PluginState;
}

/** Creates the states of a plugin. */
export function createStates(): States {
  // Frameworks copy configurations, and Vite copies them for workers: all copies share their parts.
  const states = new WeakMap<ResolvedConfig['worker'], PluginState>();
  let latest: PluginState | undefined;
  return {
    add(config, state) {
      states.set(config.worker, state);
      latest = state;
    },
    of(config) {
      const state = (config && states.get(config.worker)) ?? latest;
      if (!state) throw new Error('verstamp was asked before it was configured');
      return state;
    },
  };
}

/**
 * A service worker is built into the folder of its site, by a build of its own, and so may be formats of a library if
 * the folder is not emptied.
 */
function outputKey({ name, config }: Environment): unknown {
  const { outDir, emptyOutDir, lib, ssr, minify, target } = config.build;
  const { input, output } = config.build.rolldownOptions ?? config.build.rollupOptions;
  const names = [output ?? []].flat().map((each) => [each.format, each.entryFileNames, each.chunkFileNames]);
  const siblings = emptyOutDir === false ? [lib, minify, target, names] : lib && lib.entry;
  return ['vite', name, join(config.root, outDir), ssr, input, siblings];
}
