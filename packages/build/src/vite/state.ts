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
import { createProject, formOf, type Accessor } from '../session.ts';
import { readVirtualId } from '../virtual-id.ts';
import { openAddress } from './addressing.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { environmentCarrier, readSite, workerCarrier, type Configured } from './settings.ts';

/** What the hooks of the plugin ask: the state of one evaluation of the configuration. */
export interface PluginState extends Sessions {
  readonly settings: Settings;
  /** Whether files are built that go out. */
  readonly isBuild: boolean;
  /** The files of workers that hold the stamp. */
  readonly workers: Set<string>;
  /** The file that the version was read from; `undefined` if it was given. */
  readonly manifest: string | undefined;
  /** Returns how an environment's output carries the stamp. */
  carrier(environment: Configured): ChosenCarrier;
  /** Writes a virtual module. */
  load(id: string, environment: Environment): Promise<string>;
  /** Tells whether a module that bears the stamp itself was asked for. */
  hasStatic(): boolean;
  /** Lets entries of fixed name bring the stamp along, if anything asks for it. */
  stampEntries(bundle: Bundle, input: Omit<EntryInput, 'base' | 'accessor'>): Promise<void>;
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
  const sessions = createSessions(project, served);
  const usage = createUsage();
  /** Whether hashed files import the stamp from one of fixed name. */
  let isHeld = false;
  const state: PluginState = {
    ...sessions,
    settings,
    isBuild,
    workers: new Set(),
    manifest: settings.version === undefined ? join(project.identity.root, 'package.json') : undefined,
    carrier: (environment) => (isBuild ? environmentCarrier(environment, settings) : 'inline'),
    async load(id, environment) {
      const kind = readVirtualId(id);
      const { document } = settings;
      const documentUrl = documentAddress(base, document);
      if (served && kind !== 'worker') return served.filledModule(documentUrl);
      // Workers are bundled by themselves, and not named as the rest is.
      const choose = environment.config.isWorker ? workerCarrier : environmentCarrier;
      const carrier = choose(environment, settings);
      const accessor = accessorOf(carrier);
      const form = formOf(kind, accessor);
      // Code that bears the stamp, or imports it from a file that does, asks no page.
      if (kind !== 'accessor' || accessor === 'page') usage.imported.add(kind);
      isHeld ||= carrier === 'module';
      // A worker need not be a module.
      const isOpen = form === 'page' && !environment.config.isWorker && isRelativeBase(base);
      return project.module(form, isOpen && document ? openAddress(document) : documentUrl);
    },
    hasStatic: () => usage.imported.has('static'),
    async stampEntries(bundle, input) {
      if (!usage.imported.has('accessor') && !isHeld) return;
      const accessor = accessorOf(input.carrier);
      if (await stampEntries(bundle, { ...input, accessor, base })) usage.isCarried = true;
    },
    complaint: (environment) =>
      complain(usage, { setting: settings.carrier, carrier: state.carrier(environment) }),
    async stampPage(html, page, environment) {
      usage.isCarried = true;
      const stamp = await sessions.session(environment).stamp();
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

function accessorOf(carrier: ChosenCarrier): Accessor {
  return carrier === 'page' ? 'page' : 'inline';
}
