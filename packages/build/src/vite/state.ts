import { join } from 'node:path';
import type { Environment, ResolvedConfig } from 'vite';
import { documentAddress, isRelativeBase } from '../carrier/address.ts';
import type { ChosenCarrier } from '../carrier/choose.ts';
import { pageTag, type TagAttributes } from '../carrier/tag.ts';
import { complain, createUsage } from '../carrier/usage.ts';
import { resolveOptions, type Settings, type VerstampOptions } from '../options.ts';
import type { Bundle } from '../rollup/bundle.ts';
import { stampEntries, type EntryInput } from '../rollup/entries.ts';
import { createSession, formOf, type Session } from '../session.ts';
import { readVirtualId } from '../virtual-id.ts';
import {
  checkConfig,
  environmentCarrier,
  readSite,
  workerCarrier,
  type Configured,
  type Site,
} from './settings.ts';

/** What the hooks of the plugin ask: the state of one evaluation of the configuration. */
export interface PluginState {
  readonly settings: Settings;
  /** Takes the configuration in; before it nothing else may be asked. */
  configure(config: ResolvedConfig): void;
  /** Begins an environment's build, unless it goes on with another of its outputs. */
  begin(environment: Environment): void;
  /** Ends it, or all of them, so that the next one has a stamp of its own. */
  end(environment?: Environment): void;
  /** Tells whether files are built that go out. */
  isBuild(): boolean;
  /** The session of the configuration that was taken in. */
  session(): Session;
  /** Returns how an environment's output carries the stamp. */
  carrier(environment: Configured): ChosenCarrier;
  /**
   * Writes a virtual module.
   *
   * @param part - Workers are bundled by themselves, and not named as the rest is.
   */
  load(id: string, environment: Environment, part: 'main' | 'worker'): Promise<string>;
  /** Tells whether a module that bears the stamp itself was asked for. */
  hasStatic(): boolean;
  /** Lets entries of fixed name bring the stamp along, if anything asks for it. */
  stampEntries(bundle: Bundle, input: Omit<EntryInput, 'session' | 'base'>): Promise<void>;
  /** Returns what has to be said of an output that is complete, if nothing carries its stamp. */
  complaint(environment: Environment): string | undefined;
  /** Takes note of a page of the build, and returns the attributes of the element by which it carries the stamp. */
  stampPage(page: string): Promise<TagAttributes>;
  /** The version document's path under the site's root, if there is one. */
  documentPath(): string | undefined;
}

/** Creates the state of one plugin. */
export function createState(options: VerstampOptions): PluginState {
  const settings = resolveOptions(options);
  let configured: { readonly site: Site; readonly session: Session } | undefined;
  const begun = new Set<string>();
  const usage = createUsage();
  /** Whether hashed files import the stamp from one of fixed name. */
  let isHeld = false;

  const current = () => {
    if (!configured) throw new Error('verstamp was asked before it was configured');
    return configured;
  };
  const state: PluginState = {
    settings,
    configure(config) {
      checkConfig(config, settings);
      configured = { site: readSite(config), session: createSession(config.root, settings) };
    },
    begin(environment) {
      // With Rolldown a build starts again for each of its formats.
      if (!state.isBuild() || begun.has(environment.name)) return;
      begun.add(environment.name);
      current().session.begin(outputKey(environment));
    },
    end(environment) {
      if (environment) begun.delete(environment.name);
      else begun.clear();
    },
    isBuild: () => current().site.isBuild,
    session: () => current().session,
    carrier: (environment) => (state.isBuild() ? environmentCarrier(environment, settings) : 'inline'),
    async load(id, environment, part) {
      const { site, session } = current();
      const kind = readVirtualId(id);
      const documentUrl = documentAddress(site.base, settings.document);
      if (!state.isBuild() && kind !== 'worker') return session.filledModule(documentUrl);
      const carrier = (part === 'worker' ? workerCarrier : environmentCarrier)(environment, settings);
      const isPage = carrier === 'page';
      // Code that bears the stamp, or imports it from a file that does, asks no page.
      if (kind !== 'accessor' || isPage) usage.imported.add(kind);
      else isHeld ||= carrier === 'module';
      return session.module(formOf(kind, isPage ? 'page' : 'inline'), documentUrl);
    },
    hasStatic: () => usage.imported.has('static'),
    async stampEntries(bundle, input) {
      const { site, session } = current();
      if (!usage.imported.has('accessor') && !isHeld) return;
      if (await stampEntries(bundle, { ...input, session, base: site.base })) usage.isCarried = true;
    },
    complaint: (environment) =>
      complain(usage, { setting: settings.carrier, carrier: state.carrier(environment) }),
    async stampPage(page) {
      usage.isCarried = true;
      const { base } = current().site;
      return pageTag(await state.session().stamp(), { page, base, document: settings.document });
    },
    documentPath() {
      if (settings.document === false) return undefined;
      const { base } = current().site;
      // On a dev server a relative base means the root, and a base with an origin its path.
      return new URL(join(isRelativeBase(base) ? '/' : base, settings.document), 'http://localhost').pathname;
    },
  };
  return state;
}

/** A service worker is built into the folder of its site, by a build of its own. */
function outputKey({ name, config }: Environment): string {
  const { outDir, lib, ssr } = config.build;
  const input: unknown = (config.build.rolldownOptions ?? config.build.rollupOptions).input;
  return JSON.stringify(['vite', name, join(config.root, outDir), lib && lib.entry, ssr, input]);
}
