/** A framework, and what building it with the plugin has to give. */
export interface Case {
  readonly title: string;
  /** The recipe that it is built with. */
  readonly recipe: string;
  /** Who makes the project: a scaffolder's template, or the files in `projects/RECIPE` and `projects/TITLE`. */
  readonly from: 'create-vite' | 'sv' | 'files';
  /** What is put differently in a file of the recipe: what stands there, and what takes its place. */
  readonly edits?: ReadonlyArray<readonly [file: string, text: string, by: string]>;
  /** The package whose command builds it, and the arguments. */
  readonly build: readonly [packageName: string, ...args: string[]];
  /** The package whose command checks the project's types, and the arguments. */
  readonly typecheck?: readonly [packageName: string, ...args: string[]];
  /** The folders that go out, each with records of its own. */
  readonly outputs: readonly string[];
  /** Folders into which a framework bundles anew what Vite put out, and which so have no records. */
  readonly unrecorded?: readonly string[];
  /** Every file that may differ between two revisions, relative to the project; nothing else may. */
  readonly changes: readonly string[];
  /** Files that may differ without a reason. */
  readonly varying?: readonly string[];
  /**
   * Files that a framework bundles anew after Vite, on the server alone, and names by what they hold: the one
   * with the stamp is renamed with each build. The group is the hash.
   */
  readonly rebundled?: RegExp;
  /** The program that serves it; without one the first output is served as it is. */
  readonly server?: string;
  /** Whether the page comes from no server, but from a program that imports the library. */
  readonly isLibrary?: boolean;
  /** The two revisions, of different lengths unless set. */
  readonly revisions?: readonly [number, number];
  /** What its service worker does: it keeps the page for later, and may tell its own version, too. */
  readonly serviceWorker?: 'keeps' | 'tells';
  /** Whether it has files for browsers that know no modules. */
  readonly isLegacy?: boolean;
}
