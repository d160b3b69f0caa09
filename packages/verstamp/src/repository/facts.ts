import type { VerstampError } from '@verstamp/core';
import type { JsonObject } from '../json.ts';
import type { PluginUse } from '../script/plugins.ts';

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

/** What the machines of a CI are told to do. */
export interface PipelineFacts {
  readonly file: string;
  readonly text: string;
}

/** Something that could not be found out, and where. */
export interface Doubt {
  readonly place: string;
  readonly problem: VerstampError;
}

/** What the files of a repository say: plain values, gathered once. */
export interface RepositoryFacts {
  readonly packages: readonly PackageFacts[];
  readonly nx: JsonFile | undefined;
  readonly turbo: JsonFile | undefined;
  readonly pipelines: readonly PipelineFacts[];
  /** The scripts that tools run before they publish a package. */
  readonly publishScripts: readonly ('prepublishOnly' | 'prepublish')[];
  /** What could not be found out. */
  readonly doubts: readonly Doubt[];
}
