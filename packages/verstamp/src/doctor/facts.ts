import type { Flaw, Sighting } from '@verstamp/release';
import type { VerstampError } from '@verstamp/core';
import type { JsonObject } from '../edit/json.ts';
import type { PluginUse } from '../script/plugins.ts';
import type { SiteFacts } from './site.ts';

/** A JSON file of the workspace; its path is relative to the root, with `/`. */
export interface JsonFile {
  readonly file: string;
  readonly body: JsonObject;
}

/** A script of a package's own that may run a bundler. */
export interface ScriptFacts extends Pick<PluginUse, 'lists' | 'revisions'> {
  readonly file: string;
  /** Which plugins of ours it loads, by itself or by what it imports, as in `vite` for `@verstamp/build/vite`. */
  readonly plugins: readonly string[];
  /** The bundlers that it sets up. */
  readonly bundlers: readonly string[];
  /** Whether a plugin of ours may come from somewhere that is not read. */
  readonly isOpen: boolean;
}

/** A package of the workspace, or the one that was asked about. */
export interface PackageFacts {
  /** Its package.json. */
  readonly manifest: JsonFile;
  /** Its folder, relative to the root; `''` for the root itself. */
  readonly folder: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly isPrivate: boolean;
  /** Whether the workspace counts it among its own. */
  readonly isMember: boolean;
  readonly commands: Readonly<Record<string, string>>;
  readonly scripts: readonly ScriptFacts[];
  /** The file in its folder for public files that stands where a version document goes. */
  readonly taken: string | undefined;
  /** Its project.json, which Nx reads. */
  readonly project: JsonFile | undefined;
  /** Its turbo.json. */
  readonly turbo: JsonFile | undefined;
}

/** A folder that a build of ours wrote. */
export interface OutputFacts {
  readonly folder: string;
  /** The package that it stands in, by its folder. */
  readonly owner: string;
  readonly sightings: readonly Sighting[];
  readonly flaws: readonly Flaw[];
}

/** A ledger that is configured. */
export interface LedgerFacts {
  /** The file or variable that names it. */
  readonly place: string;
  /** Its address where it is a file; others may hold a password. */
  readonly address: string | undefined;
  /** What it answered where it could not be read. */
  readonly problem: VerstampError | undefined;
}

/** What the machines of a CI are told to do. */
export interface PipelineFacts {
  readonly file: string;
  readonly text: string;
}

/** Everything that the checks go by: plain values, gathered once. */
export interface Facts {
  readonly packages: readonly PackageFacts[];
  readonly nx: JsonFile | undefined;
  readonly turbo: JsonFile | undefined;
  readonly outputs: readonly OutputFacts[];
  readonly ledgers: readonly LedgerFacts[];
  readonly pipelines: readonly PipelineFacts[];
  /** The live site; `undefined` where none was named. */
  readonly site: SiteFacts | undefined;
  /** What could not be found out. */
  readonly doubts: readonly Doubt[];
}

/** Something that could not be found out, and where. */
export interface Doubt {
  readonly place: string;
  readonly problem: VerstampError;
}

/** What there is to see where nothing is looked at. */
export const NO_FACTS: Facts = {
  packages: [],
  nx: undefined,
  turbo: undefined,
  outputs: [],
  ledgers: [],
  pipelines: [],
  site: undefined,
  doubts: [],
};
