import type { Stamp } from '@verstamp/core';
import { createFiller, type Filler } from './carrier/filler.ts';
import { eitherModule, inlineModule, pageModule, workerModule } from './carrier/source.ts';
import type { Settings } from './options.ts';
import { formatDocument } from './output/version-document.ts';
import type { VirtualModule } from './virtual-id.ts';
import { resolveIdentity, type Identity } from './stamp/identity.ts';
import { formatPlaceholder } from './stamp/placeholder.ts';
import { developmentStamp } from './stamp/resolve.ts';
import { beginOutput, endRun, outputKey } from './stamp/run.ts';
import { formatPaddedText } from './stamp/text.ts';

/** Where the module that programs import finds the stamp; `either` looks into itself first, and then at the page. */
export type Accessor = 'page' | 'inline' | 'either';

/** How a virtual module is written. */
export type ModuleForm = Accessor | 'worker';

/** Returns how a virtual module is written where the one that programs import is written as `accessor`. */
export function formOf(kind: VirtualModule, accessor: Accessor): ModuleForm {
  return kind === 'accessor' ? accessor : kind === 'static' ? 'inline' : kind;
}

/** What is built by one evaluation of a configuration, before any of it has begun: it has no stamp yet. */
export interface Project {
  readonly settings: Settings;
  readonly identity: Identity;
  /**
   * Writes a virtual module, the same for every stamp: placeholders are filled once file names are known.
   *
   * @param documentUrl - The version document's address; `undefined` if there is none.
   */
  module(form: ModuleForm, documentUrl: string | undefined): string;
  /**
   * Begins the build of an output, and begins it anew in watch mode.
   *
   * @param output - What tells the output from the others of the run.
   */
  begin(output: unknown): Session;
  /** Ends the builds that have begun, since files have changed: one that begins now has a stamp of its own. */
  end(): void;
  /** Begins a dev server. */
  serve(): Session;
}

/** A build or a dev server that has begun, and its stamp. */
export interface Session {
  readonly settings: Settings;
  readonly identity: Identity;
  stamp(): Promise<Stamp>;
  /** The version document's text. */
  document(): Promise<string>;
  /** Writes a virtual module with the stamp in it, for files that nobody can fill. */
  filledModule(documentUrl: string | undefined): Promise<string>;
  /** What puts the stamp in the place of the placeholders. */
  filler(): Promise<Filler>;
}

/**
 * Creates the project of one evaluation of a configuration.
 *
 * @param folder - The folder of the nearest package.json, or one below.
 * @throws VerstampError `PACKAGE_UNUSABLE` or `BUILD_OPTION` if there is nothing to stamp by.
 */
export function createProject(folder: string, settings: Settings): Project {
  let identity = resolveIdentity(folder, settings);
  const { revision } = settings;
  /** The outputs of the build that goes on; `undefined` once files have changed. */
  let outputs: Set<string> | undefined = new Set();
  return {
    settings,
    get identity() {
      return identity;
    },
    module(form, documentUrl) {
      const input = { name: identity.name, documentUrl };
      switch (form) {
        case 'page':
          return pageModule(input);
        case 'inline':
          return inlineModule(input, formatPlaceholder(identity, 'required'));
        case 'either':
          return eitherModule(input, formatPlaceholder(identity, 'optional'));
        case 'worker':
          return workerModule();
      }
    },
    end() {
      outputs = undefined;
      endRun({ ...identity, revision, env: process.env });
    },
    begin(output) {
      const key = outputKey(output);
      // A watch may go on for days, and its version be raised; one build has one version, whatever is written meanwhile.
      if (!outputs || outputs.has(key)) {
        identity = resolveIdentity(folder, settings);
        outputs = new Set();
      }
      outputs.add(key);
      const begun = beginOutput({ ...identity, output, revision, env: process.env });
      return createSession(identity, settings, async () => begun.stamp());
    },
    serve: () => createSession(identity, settings, async () => developmentStamp(identity)),
  };
}

function createSession(identity: Identity, settings: Settings, stamp: () => Promise<Stamp>): Session {
  const { name } = identity;
  return {
    settings,
    identity,
    stamp,
    document: async () => formatDocument(await stamp(), settings.advertised),
    filledModule: async (documentUrl) => inlineModule({ name, documentUrl }, formatPaddedText(await stamp())),
    filler: async () => createFiller(identity, await stamp()),
  };
}
